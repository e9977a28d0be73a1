package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The change of a subscription's member. Immutable.
 *
 * @param name the member's name; {@code headers.authorization} for one of the headers
 * @param old the old value without secrets; {@code null} if there was none
 * @param now the new value without secrets; {@code null} if there will be none
 * @param hidden true if the values hold secrets and are not shown
 */
record MemberChange(String name, @Nullable JsonNode old, @Nullable JsonNode now, boolean hidden) {
    private static final String HEADERS = "headers";

    /** Returns the changes in the order of the new document, then those of members that only the old one has. */
    static List<MemberChange> between(ObjectNode old, ObjectNode now) {
        List<MemberChange> changes = new ArrayList<>();
        for (String name : names(now, old)) {
            JsonNode was = old.get(name);
            JsonNode is = now.get(name);
            if (name.equals(HEADERS)) {
                changes.addAll(headers(objectOrEmpty(was), objectOrEmpty(is)));
            }
            if (isComparedAsAWhole(name, was, is) && !areEqual(was, is)) {
                changes.add(new MemberChange(name, shown(name, was), shown(name, is),
                        SubscriptionFormatter.isHidden(name)));
            }
        }
        return changes;
    }

    private static List<MemberChange> headers(ObjectNode old, ObjectNode now) {
        List<MemberChange> changes = new ArrayList<>();
        for (String header : names(now, old)) {
            if (!areEqual(old.get(header), now.get(header))) {
                changes.add(new MemberChange(HEADERS + "." + header, SubscriptionFormatter.placeholder(old.get(header)),
                        SubscriptionFormatter.placeholder(now.get(header)), true));
            }
        }
        return changes;
    }

    /** Returns false for headers with a difference, which are compared one by one. */
    private static boolean isComparedAsAWhole(String name, @Nullable JsonNode was, @Nullable JsonNode is) {
        return !name.equals(HEADERS) || objectOrEmpty(was).equals(objectOrEmpty(is));
    }

    private static ObjectNode objectOrEmpty(@Nullable JsonNode node) {
        return node instanceof ObjectNode object ? object : StrictJson.mapper().createObjectNode();
    }

    private static boolean areEqual(@Nullable JsonNode one, @Nullable JsonNode other) {
        return one == null ? other == null : one.equals(other);
    }

    private static @Nullable JsonNode shown(String name, @Nullable JsonNode value) {
        return value == null ? null : SubscriptionFormatter.redacted(name, value);
    }

    private static Set<String> names(ObjectNode first, ObjectNode second) {
        Set<String> names = new LinkedHashSet<>();
        first.fieldNames().forEachRemaining(names::add);
        second.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
