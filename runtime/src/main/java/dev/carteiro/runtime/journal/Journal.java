package dev.carteiro.runtime.journal;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes log lines of one kind, {@value #MOST} a minute at most; the first of a later minute says how many were left out.
 * Safe for any thread.
 */
public final class Journal {
    /** Enough to see what is going on; the topics have the rest. */
    public static final int MOST = 20;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Logger log;
    private final Level level;
    private final String kind;
    private final LongSupplier nanos;
    private long windowNanos;
    private int written;
    private long leftOut;

    /**
     * @param kind in the plural, for the line about those that were left out
     * @param nanos monotonic time
     */
    public Journal(Logger log, Level level, String kind, LongSupplier nanos) {
        this.log = log;
        this.level = level;
        this.kind = kind;
        this.nanos = nanos;
        windowNanos = nanos.getAsLong();
    }

    /**
     * @param message one line that says everything
     * @param fields what machines look for, by name
     */
    public void write(String message, Map<String, ?> fields) {
        long missing;
        synchronized (this) {
            long now = nanos.getAsLong();
            missing = 0;
            if (now - windowNanos >= WINDOW.toNanos()) {
                missing = leftOut;
                windowNanos = now;
                written = 0;
                leftOut = 0;
            }
            if (written >= MOST) {
                leftOut++;
                return;
            }
            written++;
        }
        if (missing > 0) {
            log.atLevel(level).addKeyValue("leftOut", missing).log("{} {} more were not written down", missing, kind);
        }
        LoggingEventBuilder line = log.atLevel(level);
        for (Map.Entry<String, ?> field : fields.entrySet()) {
            line = line.addKeyValue(field.getKey(), field.getValue());
        }
        line.log(message);
    }
}
