package dev.carteiro.cli.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.option.Column;
import dev.carteiro.cli.option.Table;
import dev.carteiro.cli.option.Terminal;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of the attempts topic as it is shown. Immutable.
 *
 * @param document as the dispatcher wrote it
 */
public record AttemptDocument(ObjectNode document) {
    private static final List<Column> COLUMNS = List.of(Column.key("TIME").usually(20),
            Column.outcome("OUTCOME").usually(11), Column.key("STATUS").usually(7), Column.number("MS").usually(6),
            Column.number("NO").usually(3), Column.text("SUBSCRIPTION").usually(20), Column.text("EVENT").usually(24),
            Column.key("DELIVERY").usually(36), Column.detail("DETAIL"));
    private static final String SECONDS = "2025-02-10T15:30:50";

    /** {@code null} for what no dispatcher wrote. */
    public static @Nullable AttemptDocument read(byte @Nullable [] value) {
        try {
            return value != null && StrictJson.tree(value) instanceof ObjectNode document
                    ? new AttemptDocument(document)
                    : null;
        } catch (InvalidJsonException e) {
            return null;
        }
    }

    /** The same as the API reads it; {@code null} for what this version cannot read. */
    public @Nullable AttemptRecord record() {
        try {
            return AttemptRecord.read(document.toString().getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException e) {
            return null;
        }
    }

    /** Empty where there is none. */
    public String text(String member) {
        String text = JsonValues.literal(document.path(member));
        return text == null ? "" : text;
    }

    /** A time without its fraction; empty where there is none. */
    public String time(String member) {
        return seconds(text(member));
    }

    /** The HTTP status, or the code of what went wrong where there was none. */
    public String result() {
        String status = text("status");
        return status.isEmpty() ? text("error") : status;
    }

    /** A line of JSON, with everything there is. */
    public String json() {
        return document.toString();
    }

    /** Returns the table that attempts are rows of; nobody knows what is still to come. */
    public static Table table(Terminal terminal) {
        return Table.of(COLUMNS, terminal);
    }

    /** Returns the cells of a row. */
    public List<String> row() {
        return List.of(time("startedAt"), text("outcome"), result(), text("durationMs"), text("attempt"),
                text("subscription"), text("event"), text("delivery"), detail());
    }

    private String detail() {
        String next = time("nextAttemptAt");
        return (text("detail") + (next.isEmpty() ? "" : " (next " + next + ")")).strip();
    }

    /** Without the fraction. */
    private static String seconds(String time) {
        return time.length() > SECONDS.length() ? time.substring(0, SECONDS.length()) + "Z" : time;
    }
}
