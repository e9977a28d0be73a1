package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it may be shown: with its id, without what is secret, with what the system says of its endpoint.
 * Stateless.
 *
 * <p>The members keep their places, so that one sees that there are two secrets and which headers are set.
 */
final class SubscriptionFormatter {
    private static final JsonNode HIDDEN = TextNode.valueOf("***");
    private static final Set<String> WITH_SECRETS = Set.of("secrets", "retiringSecrets", "headers");

    private SubscriptionFormatter() {
    }

    static ObjectNode of(EffectiveSubscription inForce) {
        ObjectNode shown = StrictJson.mapper().createObjectNode().put("id", inForce.id());
        shown.setAll(document(inForce.value()));
        EndpointStatus endpoint = inForce.endpoint();
        if (endpoint != null) {
            shown.set("endpoint", endpoint.toTree());
        }
        return shown;
    }

    /** A subscription's bytes without what is secret. */
    static ObjectNode document(byte[] value) {
        ObjectNode shown = StrictJson.mapper().createObjectNode();
        tree(value).properties()
                .forEach(member -> shown.set(member.getKey(), visible(member.getKey(), member.getValue())));
        return shown;
    }

    /** With everything in it: to be compared, not to be shown. What cannot be read is a member that says so. */
    static ObjectNode tree(byte[] value) {
        ObjectNode none = StrictJson.mapper().createObjectNode();
        try {
            return StrictJson.tree(value) instanceof ObjectNode document ? document : none;
        } catch (InvalidJsonException e) {
            return none.put("unreadable", e.getMessage());
        }
    }

    static String line(EffectiveSubscription inForce) {
        return of(inForce).toString();
    }

    /** For a table of one subscription: a row for each member. */
    static List<List<String>> members(EffectiveSubscription inForce) {
        List<List<String>> rows = new ArrayList<>();
        of(inForce).properties().forEach(member -> rows.add(List.of(TerminalText.of(member.getKey()), TerminalText.of(
                member.getValue().isTextual() ? member.getValue().textValue() : member.getValue().toString()))));
        return rows;
    }

    /** For a table: id, state, event types, target. */
    static List<String> row(EffectiveSubscription inForce) {
        ObjectNode shown = of(inForce);
        List<String> types = new ArrayList<>();
        types.addAll(JsonValues.texts(shown.path("events")));
        return Stream.of(inForce.id(), state(inForce, JsonValues.text(shown.path("state"), "active")),
                types.isEmpty() ? JsonValues.text(shown.path("event"), "?") : String.join(",", types),
                JsonValues.text(shown.path("targetUrl"), "?")).map(TerminalText::of).toList();
    }

    /** What its owner wrote and, in parentheses, what the system says of its endpoint. */
    private static String state(EffectiveSubscription inForce, String written) {
        return switch (inForce.endpoint()) {
            case null -> written;
            case EndpointStatus.Failing failing -> written + " (failing)";
            case EndpointStatus.Disabled disabled -> written + " (disabled: " + disabled.reason().code() + ")";
        };
    }

    /** Whether a member's values are not shown. */
    static boolean isHidden(String member) {
        return WITH_SECRETS.contains(member);
    }

    /** In the place of a value that is not shown. */
    static @Nullable JsonNode hidden(@Nullable JsonNode value) {
        return value == null ? null : HIDDEN;
    }

    /** The value of a member of a subscription; of those with secrets, only how many there are, or for which names. */
    static JsonNode visible(String member, JsonNode value) {
        if (!isHidden(member)) {
            return value;
        }
        if (value.isArray()) {
            var hidden = StrictJson.mapper().createArrayNode();
            value.forEach(secret -> hidden.add(secret.isObject() ? withoutSecret(secret) : HIDDEN));
            return hidden;
        }
        ObjectNode hidden = StrictJson.mapper().createObjectNode();
        value.fieldNames().forEachRemaining(name -> hidden.set(name, HIDDEN));
        return hidden;
    }

    /** A retiring secret may say how long it lives; nothing else of it is known to be harmless. */
    private static ObjectNode withoutSecret(JsonNode secret) {
        ObjectNode hidden = StrictJson.mapper().createObjectNode();
        secret.fieldNames()
                .forEachRemaining(name -> hidden.set(name, name.equals("until") ? secret.get(name) : HIDDEN));
        return hidden;
    }
}
