package dev.carteiro.schemas.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.filter.ContentFilter;
import dev.carteiro.schemas.filter.InvalidFilterException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.targeturl.HeaderRules;
import dev.carteiro.schemas.targeturl.TargetUrl;
import dev.carteiro.schemas.targeturl.TargetUrl.CheckResult;
import dev.carteiro.schemas.time.Durations;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Builds a subscription from a document, and collects all problems instead of stopping at the first. Single use, by one
 * thread.
 */
final class SubscriptionBuilder {
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
    private static final Duration MAX_AGE = Duration.ofDays(14);
    private static final int MAX_SECRETS = 10;

    private final AllowedTargets allowed;
    private final Predicate<Secret> inForce;
    private final boolean asWritten;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> profileProblems = new ArrayList<>();

    private SubscriptionBuilder(AllowedTargets allowed, boolean asWritten, Predicate<Secret> inForce) {
        this.allowed = allowed;
        this.asWritten = asWritten;
        this.inForce = inForce;
    }

    /**
     * Returns a builder that also applies the rules for newly written subscriptions.
     *
     * @param inForce whether a secret is already in force for the subscription
     */
    static SubscriptionBuilder asWritten(AllowedTargets allowed, Predicate<Secret> inForce) {
        return new SubscriptionBuilder(allowed, true, inForce);
    }

    /** Returns a builder for subscriptions that the registrar has accepted. */
    static SubscriptionBuilder asApplied(AllowedTargets allowed) {
        return new SubscriptionBuilder(allowed, false, any -> true);
    }

    List<Problem> problems() {
        return problems;
    }

    /** Returns whether the problem is caused by the profile, and would not exist with another one. */
    boolean isCausedByProfile(Problem problem) {
        return profileProblems.contains(problem);
    }

    /** Returns {@code null} if there were problems. */
    @Nullable
    Subscription build(String id, JsonNode document) {
        URI target = target(document);
        List<TypePattern> events = events(document);
        Profile profile = choice(Profile.values(), Profile::text, text(document, "profile"), Profile.STANDARD);
        RetrySchedule retry = read(document.at("/retry/schedule"), "/retry/schedule", RetrySchedule.DEFAULT,
                node -> new RetrySchedule(strings(node, "/retry/schedule", Durations::parse)));
        SuccessStatus success = read(document.path("successStatus"), "/successStatus", profile.successStatus(),
                node -> new SuccessStatus(List.copyOf(texts(node, Set.of()))));
        ContentFilter filter = filter(document);
        StatusChange statusChange = statusChange(document);
        SubscriptionState state = choice(SubscriptionState.values(), SubscriptionState::text, text(document, "state"),
                SubscriptionState.ACTIVE);
        Map<String, String> headers = headers(document);
        List<Secret> secrets = secrets(document, profile, statusChange);
        List<RetiringSecret> retiring = retiring(document);
        Duration timeout = duration(document, "timeout", Duration.ofSeconds(5), MIN_TIMEOUT,
                profile.maxTimeout());
        Duration maxAge = duration(document, "maxAge", Duration.ofDays(4), Duration.ofSeconds(1), MAX_AGE);
        RateLimit rateLimit = rateLimit(document);
        ordering(document);
        String name = text(document, "name");
        String context = text(document, "context");
        String tenant = text(document, "tenant");
        if (target == null || events == null || retry == null || success == null || !problems.isEmpty()) {
            return null;
        }
        return new Subscription(id, name, target, events, context, tenant, filter, statusChange, state, profile,
                JsonValues.text(document.path("method"), "POST"), headers, secrets, retiring, timeout, success, retry,
                maxAge, JsonValues.integer(document.path("maxInFlight"), 16), rateLimit);
    }

    private @Nullable URI target(JsonNode document) {
        if (!asWritten) {
            return read(document.path("targetUrl"), "/targetUrl", null, node -> URI.create(string(node)));
        }
        String text = JsonValues.text(document.path("targetUrl"), "");
        return switch (TargetUrl.check(text, allowed)) {
            case CheckResult.Valid(URI url) -> url;
            case CheckResult.Rejected(String reason) -> {
                problem("/targetUrl", reason);
                yield null;
            }
        };
    }

    private @Nullable List<TypePattern> events(JsonNode document) {
        if (document.hasNonNull("event")) {
            return read(document.path("event"), "/event", null, node -> List.of(new TypePattern(string(node))));
        }
        List<TypePattern> patterns = strings(document.path("events"), "/events", TypePattern::new);
        if (document.path("events").isEmpty()) {
            problem("/events", "is empty: add at least one event type");
        }
        return patterns.isEmpty() ? null : patterns;
    }

    private @Nullable ContentFilter filter(JsonNode document) {
        JsonNode filter = document.get("filter");
        if (filter == null) {
            return null;
        }
        if (!asWritten) {
            return ContentFilter.compileApplied(filter);
        }
        try {
            return ContentFilter.compile(filter);
        } catch (InvalidFilterException e) {
            problem("/filter" + e.pointer(), e.getMessage());
            return null;
        }
    }

    private @Nullable StatusChange statusChange(JsonNode document) {
        return read(document.path("statusChange"), "/statusChange", null,
                node -> StatusChange.of(JsonValues.text(node.path("field"), StatusChange.DEFAULT_FIELD),
                        texts(node.path("to"), Set.of()), texts(node.path("from"), Set.of())));
    }

    /** Checks the secrets together only if all of them can be parsed; otherwise one mistake would be reported twice. */
    private List<Secret> secrets(JsonNode document, Profile profile, @Nullable StatusChange statusChange) {
        JsonNode texts = document.path("secrets");
        List<Secret> secrets = strings(texts, "/secrets", this::secret);
        if (secrets.size() == texts.size()) {
            profileProblems.addAll(ProfileRules.problems(profile, secrets, statusChange));
            problems.addAll(profileProblems);
        }
        return secrets;
    }

    private Secret secret(String text) {
        return asWritten ? Secret.parseNew(text, inForce) : Secret.parse(text);
    }

    private List<RetiringSecret> retiring(JsonNode document) {
        JsonNode texts = document.path("retiringSecrets");
        if (texts.size() + document.path("secrets").size() > MAX_SECRETS) {
            problem("/retiringSecrets",
                    "has " + texts.size() + " secrets, and 'secrets' has " + document.path("secrets").size()
                            + "; at most " + MAX_SECRETS + " are allowed together");
        }
        List<RetiringSecret> retiring = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String pointer = "/retiringSecrets/" + i;
            Secret secret = read(texts.get(i).path("secret"), pointer + "/secret", null,
                    node -> RetiringSecret.requireNoPem(secret(string(node))));
            Instant until = read(texts.get(i).path("until"), pointer + "/until", null,
                    node -> RetiringSecret.time(string(node)));
            if (secret != null && until != null) {
                retiring.add(new RetiringSecret(secret, until));
            }
        }
        return retiring;
    }

    private Map<String, String> headers(JsonNode document) {
        Map<String, String> headers = new LinkedHashMap<>();
        document.path("headers").properties()
                .forEach(header -> headers.put(header.getKey(), JsonValues.text(header.getValue(), "")));
        if (asWritten) {
            HeaderRules.check(headers).forEach(found -> problem("/headers", found.header() + " " + found.reason()));
        }
        return headers;
    }

    private @Nullable RateLimit rateLimit(JsonNode document) {
        return read(document.path("rateLimit"), "/rateLimit", null, node -> RateLimit.parse(string(node)));
    }

    private void ordering(JsonNode document) {
        if ("key".equals(document.path("ordering").textValue())) {
            problem("/ordering", "'key' is not supported yet; use 'none', or omit the member");
        }
    }

    private Duration duration(JsonNode document, String name, Duration otherwise, Duration min, Duration max) {
        Duration duration = read(document.path(name), "/" + name, otherwise, node -> Durations.parse(string(node)));
        if (duration == null) {
            return otherwise;
        }
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            problem("/" + name,
                    Durations.format(duration) + " is out of range: use " + Durations.format(min) + " to "
                            + Durations.format(max));
        }
        return duration;
    }

    private <T> @Nullable T read(JsonNode node, String pointer, @Nullable T otherwise, Function<JsonNode, T> reader) {
        if (node.isMissingNode()) {
            return otherwise;
        }
        try {
            return reader.apply(node);
        } catch (IllegalArgumentException e) {
            problem(pointer, e.getMessage());
            return null;
        }
    }

    private <T> List<T> strings(JsonNode array, String pointer, Function<String, T> reader) {
        List<T> values = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            T value = read(array.get(i), pointer + "/" + i, null, node -> reader.apply(string(node)));
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static Set<String> texts(JsonNode array, Set<String> otherwise) {
        if (!array.isArray()) {
            return otherwise;
        }
        Set<String> texts = new LinkedHashSet<>();
        array.forEach(node -> {
            String text = JsonValues.literal(node);
            if (text != null) {
                texts.add(text);
            }
        });
        return texts;
    }

    private static <E> E choice(E[] values, Function<E, String> text, @Nullable String given, E otherwise) {
        for (E value : values) {
            if (text.apply(value).equals(given)) {
                return value;
            }
        }
        return otherwise;
    }

    /**
     * Reports a value that is not a string. A tenant of another type must not count as missing: the subscription would
     * get all events without a tenant.
     */
    private @Nullable String text(JsonNode document, String name) {
        return read(document.path(name), "/" + name, null, SubscriptionBuilder::string);
    }

    private static String string(JsonNode node) {
        String text = node.textValue();
        if (text == null) {
            throw new IllegalArgumentException("must be a string");
        }
        return text;
    }

    private void problem(String pointer, @Nullable String message) {
        problems.add(new Problem(pointer, message == null ? "is not valid" : message));
    }
}
