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
 * A record of the attempts topic, as commands show it. Immutable.
 *
 * @param document the record's value, as the dispatcher wrote it
 */
public record AttemptDocument(ObjectNode document) {
    private static final List<Column> COLUMNS = List.of(Column.key("TIME").withUsualWidth(20),
            Column.outcome("OUTCOME").withUsualWidth(11), Column.key("STATUS").withUsualWidth(7),
            Column.number("MS").withUsualWidth(6),
            Column.number("NO").withUsualWidth(3), Column.text("SUBSCRIPTION").withUsualWidth(20),
            Column.text("EVENT").withUsualWidth(24),
            Column.key("DELIVERY").withUsualWidth(36), Column.detail("DETAIL"));
    private static final int LENGTH_TO_SECONDS = "2025-02-10T15:30:50".length();

    /** Reads a record's value; {@code null} if no dispatcher wrote it. */
    public static @Nullable AttemptDocument read(byte @Nullable [] value) {
        try {
            return value != null && StrictJson.tree(value) instanceof ObjectNode document
                    ? new AttemptDocument(document)
                    : null;
        } catch (InvalidJsonException e) {
            return null;
        }
    }

    /** Returns the record as the API reads it; {@code null} if this version cannot read it. */
    public @Nullable AttemptRecord record() {
        try {
            return AttemptRecord.read(document.toString().getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException e) {
            return null;
        }
    }

    /** Returns a member's value as text; empty if it is absent. */
    public String text(String member) {
        String text = JsonValues.literal(document.path(member));
        return text == null ? "" : text;
    }

    /** Returns a time in whole seconds; empty if it is absent. */
    public String time(String member) {
        return withoutFraction(text(member));
    }

    /** Returns the HTTP status, or the error code if no response came. */
    public String result() {
        String status = text("status");
        return status.isEmpty() ? text("error") : status;
    }

    /** Returns the whole document as a line of JSON. */
    public String json() {
        return document.toString();
    }

    /** Returns a table for attempts, with fixed widths because later rows are not known yet. */
    public static Table table(Terminal terminal) {
        return Table.of(COLUMNS, terminal);
    }

    /** Returns the cells of this attempt's row. */
    public List<String> row() {
        return List.of(time("startedAt"), text("outcome"), result(), text("durationMs"), text("attempt"),
                text("subscription"), text("event"), text("delivery"), detail());
    }

    private String detail() {
        String next = time("nextAttemptAt");
        return (text("detail") + (next.isEmpty() ? "" : " (next " + next + ")")).strip();
    }

    private static String withoutFraction(String time) {
        return time.length() > LENGTH_TO_SECONDS ? time.substring(0, LENGTH_TO_SECONDS) + "Z" : time;
    }
}
