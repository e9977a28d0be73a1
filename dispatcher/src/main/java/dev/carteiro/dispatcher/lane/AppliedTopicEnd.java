package dev.carteiro.dispatcher.lane;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The end of the applied topic, for deliveries that name a version of their subscription which this process has not
 * read. Owned by the loop thread; never blocks.
 *
 * <p>A router has read every version that it matched. So a valid version lies below an end that is requested after the
 * delivery arrived. A version beyond that end does not exist: the topic was created again or restored from a backup, or
 * the header was not written by a router.
 */
final class AppliedTopicEnd {
    private static final Duration MIN_REQUEST_INTERVAL = Duration.ofMillis(20);

    private final Supplier<Future<Map<TopicPartition, Long>>> request;
    private @Nullable Future<Map<TopicPartition, Long>> response;
    private long requestedNanos;

    /** @param request requests the topic's end from a broker */
    AppliedTopicEnd(Supplier<Future<Map<TopicPartition, Long>>> request) {
        this.request = request;
    }

    /** Returns the end if it was requested at the given time or later; empty until a broker has responded. */
    OptionalLong askedSince(long nanos, long nowNanos) {
        Future<Map<TopicPartition, Long>> last = response;
        if (last != null && requestedNanos - nanos >= 0 && last.state() == Future.State.SUCCESS) {
            return last.resultNow().values().stream().mapToLong(Long::longValue).findFirst();
        }
        if (last == null || (last.isDone() && nowNanos - requestedNanos >= MIN_REQUEST_INTERVAL.toNanos())) {
            requestedNanos = nowNanos;
            response = request.get();
        }
        return OptionalLong.empty();
    }
}
