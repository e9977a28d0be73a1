package dev.carteiro.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.schemas.explanation.Mismatch;
import dev.carteiro.schemas.json.StrictJson;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The result of matching an event with one subscription. Immutable.
 *
 * @param reached true if the subscription gets the event
 * @param note a remark about the delivery, or the reason for an unknown result; empty for none
 * @param mismatches the conditions that the event does not meet; empty if it is reached
 */
record MatchExplanation(String subscription, boolean reached, String note, List<Mismatch> mismatches) {
    MatchExplanation {
        mismatches = List.copyOf(mismatches);
    }

    String text(int width) {
        String id = TerminalText.of(subscription);
        String reasons = mismatches.stream().map(Mismatch::toString).collect(Collectors.joining("; "));
        String details = reached || !note.isEmpty() ? note : reasons;
        return ((reached ? "+ " : "- ") + id + " ".repeat(Math.max(0, width - id.length())) + "  "
                + TerminalText.of(details))
                .stripTrailing();
    }

    String json() {
        ObjectNode line = StrictJson.mapper().createObjectNode().put("subscription", subscription).put("reached",
                reached);
        if (!note.isEmpty()) {
            line.put("note", note);
        }
        if (!reached) {
            ArrayNode reasons = line.putArray("mismatches");
            mismatches.forEach(
                    one -> reasons.addObject().put("member", one.member()).put("detail", one.detail()));
        }
        return line.toString();
    }
}
