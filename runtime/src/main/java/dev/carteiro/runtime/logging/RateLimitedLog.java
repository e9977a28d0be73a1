package dev.carteiro.runtime.logging;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes log lines of one kind, at most {@value #MAX_LINES_PER_MINUTE} a minute. Then it writes how many were omitted, before the
 * next line. Safe for any thread.
 */
public final class RateLimitedLog {
    /** Enough to see what is happening; the topics hold the rest. */
    public static final int MAX_LINES_PER_MINUTE = 20;

    private final Logger log;
    private final Level level;
    private final String kind;
    private final LongSupplier nanos;
    private final LogQuota quota = new LogQuota(MAX_LINES_PER_MINUTE);

    /**
     * @param kind what the lines are about, in the plural, for the line about omitted ones
     * @param nanos monotonic time
     */
    public RateLimitedLog(Logger log, Level level, String kind, LongSupplier nanos) {
        this.log = log;
        this.level = level;
        this.kind = kind;
        this.nanos = nanos;
    }

    /**
     * @param message one complete line
     * @param fields values by name, for searches in JSON logs
     */
    public void write(String message, Map<String, ?> fields) {
        write(() -> new LogLine(message, fields));
    }

    /** @param line called only for lines that are written, because there may be ten thousand calls a second */
    public void write(Supplier<LogLine> line) {
        long missing = quota.take(nanos.getAsLong());
        if (missing == LogQuota.NOTHING) {
            return;
        }
        if (missing > 0) {
            log.atLevel(level).addKeyValue("leftOut", missing).log("omitted {} lines about {}", missing, kind);
        }
        LogLine made = line.get();
        LoggingEventBuilder event = log.atLevel(level);
        for (Map.Entry<String, ?> field : made.fields().entrySet()) {
            event = event.addKeyValue(field.getKey(), field.getValue());
        }
        event.log(made.message());
    }
}
