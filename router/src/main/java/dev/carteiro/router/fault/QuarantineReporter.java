package dev.carteiro.router.fault;

import dev.carteiro.router.metrics.QuarantineReason;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.runtime.logging.LogLine;
import dev.carteiro.runtime.logging.RateLimitedLog;
import dev.carteiro.schemas.event.SourceRecord;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Counts records that go to quarantine, and logs their positions but never their content. Thread-safe. */
public final class QuarantineReporter {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantineReporter.class);

    private final RouterMetrics metrics;
    private final RateLimitedLog journal = new RateLimitedLog(LOG, Level.WARN, "quarantined records", System::nanoTime);

    public QuarantineReporter(RouterMetrics metrics) {
        this.metrics = metrics;
    }

    public void report(SourceRecord source, QuarantineReason reason) {
        metrics.recordQuarantined(reason);
        journal.write(() -> new LogLine(
                source.topic() + "-" + source.partition() + " offset " + source.offset() + " goes to quarantine: "
                        + reason.code(),
                Map.of("topic", source.topic(), "partition", source.partition(), "offset", source.offset(), "reason",
                        reason.code())));
    }
}
