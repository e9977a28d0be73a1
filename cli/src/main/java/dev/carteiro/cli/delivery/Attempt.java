package dev.carteiro.cli.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.option.Plain;
import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A record of the attempts topic as it is shown. Immutable.
 *
 * @param document as the dispatcher wrote it
 */
public record Attempt(ObjectNode document) {
    private static final String TITLES = row(
            List.of("TIME", "OUTCOME", "STATUS", "MS", "NO", "SUBSCRIPTION", "EVENT", "DELIVERY", "DETAIL"));
    private static final int WIDEST_DETAIL = 80;
    private static final String SECONDS = "2025-02-10T15:30:50";

    /** {@code null} for what no dispatcher wrote. */
    public static @Nullable Attempt read(byte @Nullable [] value) {
        try {
            return value != null && StrictJson.tree(value) instanceof ObjectNode document
                    ? new Attempt(document)
                    : null;
        } catch (InvalidJson e) {
            return null;
        }
    }

    /** Empty where there is none. */
    public String text(String member) {
        String text = JsonValues.literal(document.path(member));
        return text == null ? "" : text;
    }

    /** A line of JSON, with everything there is. */
    public String json() {
        return document.toString();
    }

    public static String titles() {
        return TITLES;
    }

    /** A line of a table. Its columns have widths of their own, because nobody knows what is still to come. */
    public String line() {
        String status = text("status");
        return row(List.of(seconds(text("startedAt")), text("outcome"), status.isEmpty() ? text("error") : status,
                text("durationMs"),
                text("attempt"), text("subscription"), text("event"), text("delivery"), detail()));
    }

    private String detail() {
        String next = text("nextAttemptAt");
        return (text("detail") + (next.isEmpty() ? "" : " (next " + seconds(next) + ")")).strip();
    }

    /** Without the fraction. */
    private static String seconds(String time) {
        return time.length() > SECONDS.length() ? time.substring(0, SECONDS.length()) + "Z" : time;
    }

    private static String row(List<String> cells) {
        return String.format(Locale.ROOT, "%-20s  %-11s  %-7s  %6s  %3s  %-20s  %-24s  %-36s  %s",
                cells.stream().map(cell -> Plain.of(cell, WIDEST_DETAIL)).toArray()).stripTrailing();
    }
}
