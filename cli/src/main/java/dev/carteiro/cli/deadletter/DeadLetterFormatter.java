package dev.carteiro.cli.deadletter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.runtime.redrive.StoredDeadLetter;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.EventOrigin;
import dev.carteiro.schemas.json.StrictJson;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Formats dead letters: the delivery and the reason, without the event. Stateless. */
final class DeadLetterFormatter {
    private static final int MAX_CELL_CHARACTERS = 60;

    private DeadLetterFormatter() {
    }

    static String line(StoredDeadLetter letter) {
        DeadLetter content = letter.content();
        Delivery delivery = content.delivery();
        ObjectNode shown = StrictJson.mapper().createObjectNode().put("delivery", delivery.id())
                .put("subscription", delivery.subscription()).put("event", delivery.eventType())
                .put("eventId", delivery.eventId()).put("source", delivery.source());
        if (delivery.tenant() != null) {
            shown.put("tenant", delivery.tenant());
        }
        shown.put("attempts", delivery.progress().attempts()).put("reason", content.reason().code())
                .put("detail", content.detail());
        if (content.lastStatus() != null) {
            shown.put("lastStatus", content.lastStatus());
        }
        if (content.lastResponse() != null) {
            shown.put("lastResponse", content.lastResponse());
        }
        EventOrigin origin = delivery.origin();
        if (origin != null) {
            shown.put("eventTopic", origin.topic()).put("eventPartition", origin.partition()).put("eventOffset",
                    origin.offset());
        }
        return shown.put("diedAt", content.diedAt().toString()).put("partition", letter.partition())
                .put("offset", letter.offset()).toString();
    }

    static List<String> row(StoredDeadLetter letter) {
        DeadLetter content = letter.content();
        Delivery delivery = content.delivery();
        return List.of(content.diedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                TerminalText.of(delivery.subscription(), MAX_CELL_CHARACTERS),
                TerminalText.of(delivery.id(), MAX_CELL_CHARACTERS),
                TerminalText.of(delivery.eventType(), MAX_CELL_CHARACTERS),
                Integer.toString(delivery.progress().attempts()),
                content.reason().code(), TerminalText.of(content.detail()));
    }
}
