package dev.carteiro.runtime.redrive;

import java.time.Duration;

/**
 * Limits for a plan. Immutable.
 *
 * @param records records of the dead-letters topic
 * @param bytes uncompressed size of these records
 * @param atMost time for Kafka to respond; does not affect what is read
 */
public record ScanLimits(long records, long bytes, Duration atMost) {
    /** No limits, for callers with a process of their own. */
    public static final ScanLimits NONE = new ScanLimits(Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(1));
}
