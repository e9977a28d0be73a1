package dev.carteiro.runtime.logging;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes log lines of one kind, {@value #MOST} a minute at most; the first of a later minute says how many were left out.
 * Safe for any thread.
 */
public final class RateLimitedLog {
    /** Enough to see what is going on; the topics have the rest. */
    public static final int MOST = 20;

    private final Logger log;
    private final Level level;
    private final String kind;
    private final LongSupplier nanos;
    private final LogQuota quota = new LogQuota(MOST);

    /**
     * @param kind in the plural, for the line about those that were left out
     * @param nanos monotonic time
     */
    public RateLimitedLog(Logger log, Level level, String kind, LongSupplier nanos) {
        this.log = log;
        this.level = level;
        this.kind = kind;
        this.nanos = nanos;
    }

    /**
     * @param message one line that says everything
     * @param fields what machines look for, by name
     */
    public void write(String message, Map<String, ?> fields) {
        write(() -> new LogLine(message, fields));
    }

    /** @param line made only where it is written: there may be a reason for one ten thousand times a second */
    public void write(Supplier<LogLine> line) {
        long missing = quota.take(nanos.getAsLong());
        if (missing == LogQuota.NOTHING) {
            return;
        }
        if (missing > 0) {
            log.atLevel(level).addKeyValue("leftOut", missing).log("{} {} more were not written down", missing, kind);
        }
        LogLine made = line.get();
        LoggingEventBuilder event = log.atLevel(level);
        for (Map.Entry<String, ?> field : made.fields().entrySet()) {
            event = event.addKeyValue(field.getKey(), field.getValue());
        }
        event.log(made.message());
    }
}
