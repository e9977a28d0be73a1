package dev.carteiro.schemas.topic;

import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Waiting times of the retry topics, shortest first. Immutable. The topics form a hierarchical timing wheel.
 *
 * @param waits 1 to 20 strictly increasing waiting times, each from 100 ms to 7 days
 */
public record RetryTiers(List<Duration> waits) {
    public static final RetryTiers DEFAULT = parse("5s,1m,5m,30m,2h,10h");

    public RetryTiers {
        waits = List.copyOf(waits);
        if (waits.isEmpty() || waits.size() > 20) {
            throw new IllegalArgumentException(waits.size() + " retry tiers: use 1 to 20");
        }
        Duration last = Duration.ZERO;
        for (Duration wait : waits) {
            if (wait.compareTo(last) <= 0) {
                throw new IllegalArgumentException("retry tier " + Durations.format(wait) + " follows "
                        + Durations.format(last) + ": list each tier once, shortest first");
            }
            last = wait;
        }
        if (waits.getFirst().compareTo(Duration.ofMillis(100)) < 0 || last.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("retry tiers must be between 100ms and 7d");
        }
    }

    /** @param text comma-separated durations, for example {@code 5s,1m,5m} */
    public static RetryTiers parse(String text) {
        return new RetryTiers(Stream.of(text.split(",")).map(String::strip).map(Durations::parse).toList());
    }

    /** Returns the names of the topics in the order of {@link #waits}. */
    public List<String> topics(TopicNames names) {
        return waits.stream().map(wait -> names.retry(Durations.format(wait))).toList();
    }
}
