package dev.carteiro.runtime.redrive;

import java.time.Duration;

/**
 * How much a plan may read. Immutable.
 *
 * @param records of the dead-letters topic
 * @param bytes of these, as they lie in the topic when they are not compressed
 * @param atMost for Kafka to answer; what is read does not depend on it
 */
public record ScanLimits(long records, long bytes, Duration atMost) {
    /** For whoever has a process of its own. */
    public static final ScanLimits NONE = new ScanLimits(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(1));
}
