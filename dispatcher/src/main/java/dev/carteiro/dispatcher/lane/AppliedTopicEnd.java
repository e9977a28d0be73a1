package dev.carteiro.dispatcher.lane;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where the applied topic ends, for deliveries that name a version of their subscription which has not been read
 * here. Owned by the loop thread; nothing in it waits.
 *
 * <p>A router that matched a version has read it, so it lies below the end that is asked for once the delivery is there. A
 * version beyond that end is none: the topic was created again, restored from a backup, or the header is not a router's.
 */
final class AppliedTopicEnd {
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final Supplier<Future<Map<TopicPartition, Long>>> question;
    private @Nullable Future<Map<TopicPartition, Long>> answer;
    private long askedNanos;

    /** @param question asks a broker for the topic's end */
    AppliedTopicEnd(Supplier<Future<Map<TopicPartition, Long>>> question) {
        this.question = question;
    }

    /** The end, where it was asked for at this time or later; empty until there is an answer. */
    OptionalLong askedSince(long nanos, long nowNanos) {
        Future<Map<TopicPartition, Long>> last = answer;
        if (last != null && askedNanos - nanos >= 0 && last.state() == Future.State.SUCCESS) {
            return last.resultNow().values().stream().mapToLong(Long::longValue).findFirst();
        }
        if (last == null || (last.isDone() && nowNanos - askedNanos >= BETWEEN.toNanos())) {
            askedNanos = nowNanos;
            answer = question.get();
        }
        return OptionalLong.empty();
    }
}
