package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.option.Colours;
import dev.carteiro.cli.option.Terminal;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats differences as text and as JSON lines. Stateless. */
final class SubscriptionDiffFormatter {
    private static final int MAX_VALUE_CHARACTERS = 100;

    private SubscriptionDiffFormatter() {
    }

    /** Returns the differences and a summary as text. */
    static List<String> text(SubscriptionDiff diff) {
        List<String> lines = differences(diff);
        lines.add(diff.summary());
        return lines;
    }

    /** Returns the differences as text, without the summary. */
    static List<String> differences(SubscriptionDiff diff) {
        Colours colours = Terminal.current().colours();
        List<String> lines = new ArrayList<>();
        for (SubscriptionDifference difference : diff.differences()) {
            String id = TerminalText.of(difference.id());
            switch (difference) {
                case SubscriptionDifference.Addition created ->
                    lines.add(colours.good("+ " + id) + "  to create: " + eventsAndTarget(created.shown()));
                case SubscriptionDifference.Modification changed -> {
                    lines.add(colours.warning("~ " + id) + "  to change");
                    changed.members().forEach(member -> lines.add("    " + text(member)));
                }
                case SubscriptionDifference.Removal deleted ->
                    lines.add(colours.bad("- " + id) + "  to delete: " + eventsAndTarget(deleted.shown()));
                case SubscriptionDifference.NoDifference unchanged ->
                    lines.add("= " + id + "  unchanged" + hint(unchanged));
            }
        }
        return lines;
    }

    static List<String> json(SubscriptionDiff diff) {
        return diff.differences().stream().map(difference -> {
            ObjectNode line = StrictJson.mapper().createObjectNode().put("subscription", difference.id());
            switch (difference) {
                case SubscriptionDifference.Addition created ->
                    line.put("change", "create").set("new", created.shown());
                case SubscriptionDifference.Modification changed ->
                    line.put("change", "change").set("members", json(changed.members()));
                case SubscriptionDifference.Removal deleted -> line.put("change", "delete").set("old", deleted.shown());
                case SubscriptionDifference.NoDifference unchanged -> line.put("change", "none");
            }
            return line.toString();
        }).toList();
    }

    private static ArrayNode json(List<MemberChange> members) {
        ArrayNode lines = StrictJson.mapper().createArrayNode();
        for (MemberChange member : members) {
            ObjectNode line = lines.addObject().put("member", member.name());
            if (member.old() != null) {
                line.set("old", member.old());
            }
            if (member.now() != null) {
                line.set("new", member.now());
            }
            if (member.hidden()) {
                line.put("hidden", true);
            }
        }
        return lines;
    }

    private static String text(MemberChange member) {
        return TerminalText.of(member.name(), MAX_VALUE_CHARACTERS) + ": " + value(member.old()) + " -> "
                + value(member.now())
                + (member.hidden() ? " (not shown)" : "");
    }

    private static String value(@Nullable JsonNode value) {
        return value == null ? "(none)" : TerminalText.of(value.toString(), MAX_VALUE_CHARACTERS);
    }

    private static String eventsAndTarget(ObjectNode shown) {
        List<String> types = new ArrayList<>();
        types.addAll(JsonValues.texts(shown.path("events")));
        String events = types.isEmpty() ? JsonValues.text(shown.path("event"), "?") : String.join(", ", types);
        return TerminalText.of(events + " to " + JsonValues.text(shown.path("targetUrl"), "?"), MAX_VALUE_CHARACTERS);
    }

    private static String hint(SubscriptionDifference.NoDifference unchanged) {
        return unchanged.endpoint() instanceof EndpointStatus.Disabled disabled
                ? "; its endpoint is disabled (" + disabled.reason().code() + "): --rewrite enables it"
                : "";
    }
}
