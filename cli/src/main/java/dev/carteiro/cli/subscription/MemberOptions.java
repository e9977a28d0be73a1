package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.document.JsonArgument;
import dev.carteiro.cli.option.TextFiles;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The members of a subscription as options. Converts options into the JSON document, and problems of the document into messages
 * about options. It validates nothing itself. Filled by picocli.
 */
public final class MemberOptions {
    /** The option of each member. */
    private static final Map<String, String> OPTIONS = options();

    private static final Pattern HEADER = Pattern.compile("([^=:]+)(=|:[ \\t]*)(.*)", Pattern.DOTALL);
    private static final Pattern MEMBER = Pattern.compile("/([A-Za-z]+)(?:/([A-Za-z]+))?.*");

    @Option(names = "--url", paramLabel = "URL", description = "The target of the requests.")
    private @Nullable String url;

    @Option(names = "--event", paramLabel = "TYPE", description = "An event type; * matches one or more characters, as in 'person.*'; repeatable.")
    private List<String> events = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "A descriptive name.")
    private @Nullable String name;

    @Option(names = "--profile", paramLabel = "PROFILE", description = "The format of body and signature: standard, twenty, checkmob, grafeno, catalisa, titan, cloudevents, cloudevents-binary, raw.")
    private @Nullable String profile;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "A header of every request; also NAME: VALUE; repeatable.")
    private List<String> headers = List.of();

    @Option(names = "--secret", paramLabel = "SECRET", description = "A secret that signs every request; repeatable. Other users of this machine can see it: see --secret-file.")
    private List<String> secrets = List.of();

    @Option(names = "--secret-file", paramLabel = "FILE", description = "Read the secret from this file; - for standard input.")
    private @Nullable String secretFile;

    @Option(names = "--no-secret", description = "Do not sign requests.")
    private boolean noSecret;

    @Option(names = "--filter", paramLabel = "JSON|@FILE", description = "An EventBridge pattern over the event, as in '{\"data\": {\"amount\": [{\"numeric\": [\">\", 100]}]}}'.")
    private @Nullable String filter;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only events of this tenant.")
    private @Nullable String tenant;

    @Option(names = "--context", paramLabel = "CONTEXT", description = "Only events of this context.")
    private @Nullable String context;

    @Option(names = "--status-to", paramLabel = "STATUS,...", split = ",", hideParamSyntax = true, description = "Only changes into one of these statuses.")
    private List<String> statusTo = List.of();

    @Option(names = "--status-from", paramLabel = "STATUS,...", split = ",", hideParamSyntax = true, description = "Only changes out of one of these statuses.")
    private List<String> statusFrom = List.of();

    @Option(names = "--status-field", paramLabel = "FIELD", description = "The member of the event's data that holds the status; status by default.")
    private @Nullable String statusField;

    @Option(names = "--method", paramLabel = "METHOD", description = "The HTTP method: POST, PUT or PATCH.")
    private @Nullable String method;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "The time limit of one attempt, up to 30s.")
    private @Nullable String timeout;

    @Option(names = "--success-status", paramLabel = "STATUS,...", split = ",", hideParamSyntax = true, description = "Statuses that count as delivered, as in 2xx,409.")
    private List<String> successStatus = List.of();

    @Option(names = "--retry", paramLabel = "DURATION,...", split = ",", hideParamSyntax = true, description = "The waits between attempts, as in 5s,1m,1h.")
    private List<String> retry = List.of();

    @Option(names = "--max-age", paramLabel = "DURATION", description = "The maximum age of a delivery.")
    private @Nullable String maxAge;

    @Option(names = "--max-in-flight", paramLabel = "N", description = "The maximum number of concurrent attempts.")
    private @Nullable Integer maxInFlight;

    @Option(names = "--rate-limit", paramLabel = "N/UNIT", description = "The maximum attempts per second, minute or hour, as in 100/s.")
    private @Nullable String rateLimit;

    private static Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("targetUrl", "--url");
        options.put("events", "--event");
        options.put("event", "--event");
        options.put("name", "--name");
        options.put("profile", "--profile");
        options.put("headers", "--header");
        options.put("secrets", "--secret");
        options.put("filter", "--filter");
        options.put("tenant", "--tenant");
        options.put("context", "--context");
        options.put("statusChange/to", "--status-to");
        options.put("statusChange/from", "--status-from");
        options.put("statusChange/field", "--status-field");
        options.put("statusChange", "--status-to");
        options.put("method", "--method");
        options.put("timeout", "--timeout");
        options.put("successStatus", "--success-status");
        options.put("retry", "--retry");
        options.put("maxAge", "--max-age");
        options.put("maxInFlight", "--max-in-flight");
        options.put("rateLimit", "--rate-limit");
        return options;
    }

    /** The members that {@code --unset} can remove, by the names of their options. */
    static final List<String> REMOVABLE = List.of("name", "profile", "header", "secret", "filter", "tenant", "context",
            "status", "method", "timeout", "success-status", "retry", "max-age", "max-in-flight", "rate-limit");

    public @Nullable String url() {
        return url;
    }

    public boolean hasEvents() {
        return !events.isEmpty();
    }

    /** Returns true if an option gives a secret or disables signing. */
    public boolean hasSecretOption() {
        return noSecret || secretFile != null || !secrets.isEmpty();
    }

    /** Returns true if the options give exactly these headers. */
    boolean givesHeaders(JsonNode headersInForce) {
        ObjectNode given = StrictJson.mapper().createObjectNode();
        putHeaders(given);
        return given.path("headers").equals(headersInForce);
    }

    /** Returns a problem of the combination of options; {@code null} if there is none. */
    public @Nullable String problem() {
        int given = (noSecret ? 1 : 0) + (secretFile == null ? 0 : 1) + (secrets.isEmpty() ? 0 : 1);
        return given > 1 ? "--secret, --secret-file and --no-secret exclude each other: use only one of them" : null;
    }

    /**
     * Sets the members of the given options in a document, and keeps the others.
     *
     * @throws IllegalArgumentException if an option cannot be converted to JSON
     */
    public void putInto(ObjectNode document) {
        put(document, "name", name);
        put(document, "targetUrl", url);
        if (!events.isEmpty()) {
            document.remove("event");
            put(document, "events", events);
        }
        put(document, "context", context);
        put(document, "tenant", tenant);
        if (filter != null) {
            document.set("filter", JsonArgument.readObject("--filter", filter));
        }
        put(document, "profile", profile);
        put(document, "method", method);
        putHeaders(document);
        putSecrets(document);
        put(document, "timeout", timeout);
        put(document, "successStatus", successStatus);
        if (!retry.isEmpty()) {
            put(document.withObject("/retry"), "schedule", retry.stream().map(String::strip).toList());
        }
        put(document, "maxAge", maxAge);
        if (maxInFlight != null) {
            document.put("maxInFlight", maxInFlight);
        }
        put(document, "rateLimit", rateLimit);
        if (statusField != null || !statusTo.isEmpty() || !statusFrom.isEmpty()) {
            ObjectNode change = document.withObject("/statusChange");
            put(change, "field", statusField);
            put(change, "to", statusTo);
            put(change, "from", statusFrom);
        }
    }

    /**
     * Removes a member from a document.
     *
     * @param unset one of {@link #REMOVABLE}
     */
    static void remove(ObjectNode document, String unset) {
        String member = unset.equals("status")
                ? "statusChange"
                : OPTIONS.entrySet().stream().filter(option -> option.getValue().equals("--" + unset))
                        .map(Map.Entry::getKey).findFirst().orElseThrow();
        document.remove(member);
        if (member.equals("secrets")) {
            document.remove("retiringSecrets");
        }
    }

    /** Returns all problems in one line, each with the option of its member if there is one. */
    public static String describe(SubscriptionReadResult.Invalid wrong) {
        return wrong.problems().stream().map(MemberOptions::describe).distinct().collect(Collectors.joining("; "));
    }

    private static String describe(Problem problem) {
        Matcher member = MEMBER.matcher(problem.pointer());
        if (!member.matches()) {
            return problem.toString();
        }
        String option = OPTIONS.getOrDefault(member.group(1) + "/" + member.group(2), OPTIONS.get(member.group(1)));
        if (option == null) {
            return problem.toString();
        }
        String inside = member.group(1).equals("filter")
                ? problem.pointer().substring("/filter".length())
                : "";
        return option + (inside.isEmpty() ? "" : " at " + inside) + ": " + problem.message();
    }

    private void putHeaders(ObjectNode document) {
        if (headers.isEmpty()) {
            return;
        }
        ObjectNode into = document.withObject("/headers");
        for (String header : headers) {
            Matcher parts = HEADER.matcher(header);
            if (!parts.matches()) {
                // The message does not show the value, which can be a token.
                throw new IllegalArgumentException(
                        "invalid --header: use NAME=VALUE, for example --header 'authorization=Bearer ...'");
            }
            String given = parts.group(1).strip();
            List<String> same = new ArrayList<>();
            into.fieldNames().forEachRemaining(known -> {
                if (known.equalsIgnoreCase(given)) {
                    same.add(known);
                }
            });
            into.remove(same);
            into.put(given, parts.group(3));
        }
    }

    private void putSecrets(ObjectNode document) {
        if (!hasSecretOption()) {
            return;
        }
        document.remove("secrets");
        document.remove("retiringSecrets");
        if (secretFile != null) {
            put(document, "secrets",
                    List.of(new String(TextFiles.read(secretFile), StandardCharsets.UTF_8).strip()));
        } else {
            put(document, "secrets", secrets);
        }
    }

    private static void put(ObjectNode document, String member, @Nullable String value) {
        if (value != null) {
            document.put(member, value);
        }
    }

    private static void put(ObjectNode document, String member, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = document.putArray(member);
            values.forEach(array::add);
        }
    }
}
