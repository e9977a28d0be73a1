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
 * Formats subscriptions with their id and the status of their endpoint, but without secrets. Stateless.
 *
 * <p>The members with secrets stay, so that the number of secrets and the names of headers are visible.
 */
final class SubscriptionFormatter {
    private static final JsonNode PLACEHOLDER = TextNode.valueOf("***");
    private static final Set<String> SECRET_MEMBERS = Set.of("secrets", "retiringSecrets", "headers");

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

    /** Returns a subscription's document without secrets. */
    static ObjectNode document(byte[] value) {
        ObjectNode shown = StrictJson.mapper().createObjectNode();
        parse(value).properties()
                .forEach(member -> shown.set(member.getKey(), redacted(member.getKey(), member.getValue())));
        return shown;
    }

    /** Returns the whole document, including secrets, for comparisons. An unreadable one has a member with the reason. */
    static ObjectNode parse(byte[] value) {
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

    /** Returns a table of one subscription, with a row for each member. */
    static List<List<String>> members(EffectiveSubscription inForce) {
        List<List<String>> rows = new ArrayList<>();
        of(inForce).properties().forEach(member -> rows.add(List.of(TerminalText.of(member.getKey()), TerminalText.of(
                member.getValue().isTextual() ? member.getValue().textValue() : member.getValue().toString()))));
        return rows;
    }

    /** Returns a row with id, state, event types and target. */
    static List<String> row(EffectiveSubscription inForce) {
        ObjectNode shown = of(inForce);
        List<String> types = new ArrayList<>();
        types.addAll(JsonValues.texts(shown.path("events")));
        return Stream.of(inForce.id(), state(inForce, JsonValues.text(shown.path("state"), "active")),
                types.isEmpty() ? JsonValues.text(shown.path("event"), "?") : String.join(",", types),
                JsonValues.text(shown.path("targetUrl"), "?")).map(TerminalText::of).toList();
    }

    /** Returns the written state and, in parentheses, the status of the endpoint. */
    private static String state(EffectiveSubscription inForce, String written) {
        return switch (inForce.endpoint()) {
            case null -> written;
            case EndpointStatus.Failing failing -> written + " (failing)";
            case EndpointStatus.Disabled disabled -> written + " (disabled: " + disabled.reason().code() + ")";
        };
    }

    /** Returns true if a member's values are secret. */
    static boolean isHidden(String member) {
        return SECRET_MEMBERS.contains(member);
    }

    /** Returns the placeholder of a secret value. */
    static @Nullable JsonNode placeholder(@Nullable JsonNode value) {
        return value == null ? null : PLACEHOLDER;
    }

    /** Returns the value of a member; for secrets, placeholders that keep their number and names. */
    static JsonNode redacted(String member, JsonNode value) {
        if (!isHidden(member)) {
            return value;
        }
        if (value.isArray()) {
            var hidden = StrictJson.mapper().createArrayNode();
            value.forEach(secret -> hidden.add(secret.isObject() ? withoutSecret(secret) : PLACEHOLDER));
            return hidden;
        }
        ObjectNode hidden = StrictJson.mapper().createObjectNode();
        value.fieldNames().forEachRemaining(name -> hidden.set(name, PLACEHOLDER));
        return hidden;
    }

    /** Keeps the end of a retiring secret's life, and hides all other members. */
    private static ObjectNode withoutSecret(JsonNode secret) {
        ObjectNode hidden = StrictJson.mapper().createObjectNode();
        secret.fieldNames()
                .forEachRemaining(name -> hidden.set(name, name.equals("until") ? secret.get(name) : PLACEHOLDER));
        return hidden;
    }
}
