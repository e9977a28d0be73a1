package dev.carteiro.api.history;

import dev.carteiro.api.history.SubscriptionLog.LogNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds records by subscription in bounded memory. Guarded by the history's lock.
 *
 * <p>When memory is needed, one of the largest logs evicts its oldest record. So a busy subscription evicts its own
 * records and not those of quiet ones.
 */
final class LogStore<T> {
    private final long maxBytes;
    private final Consumer<LogNode<T>> onEvict;
    private final Map<String, SubscriptionLog<T>> logs = new HashMap<>();
    private final SizeClasses<T> sizes = new SizeClasses<>();
    private final Map<Integer, Long> beginMillis = new HashMap<>();
    private long bytes;
    private long newestEvictedMillis = Long.MIN_VALUE;
    private long newestRemovedLogMillis = Long.MIN_VALUE;

    /** @param onEvict is called with each record that is no longer held */
    LogStore(long maxBytes, Consumer<LogNode<T>> onEvict) {
        this.maxBytes = maxBytes;
        this.onEvict = onEvict;
    }

    /** Adds a record. The caller indexes it and then calls {@link #trim}. */
    LogNode<T> add(String subscription, HistoryPosition position, T content, int size) {
        SubscriptionLog<T> log = logs.get(subscription);
        long before = log == null ? 0 : log.bytes();
        if (log == null) {
            log = new SubscriptionLog<>(subscription);
            logs.put(subscription, log);
        }
        LogNode<T> node = log.add(position, content, size);
        resize(log, before);
        return node;
    }

    void trim() {
        while (bytes > maxBytes) {
            LogNode<T> oldest = sizes.large().oldest();
            if (oldest == null) {
                throw new IllegalStateException("an empty log was kept");
            }
            remove(oldest);
        }
    }

    @Nullable
    SubscriptionLog<T> of(String subscription) {
        return logs.get(subscription);
    }

    long bytes() {
        return bytes;
    }

    /** Drops all records of a partition and declares that none is held from before a time. */
    void resetPartition(int partition, long millis) {
        List<LogNode<T>> dropped = new ArrayList<>();
        for (SubscriptionLog<T> log : logs.values()) {
            for (LogNode<T> node = log.oldest(); node != null; node = node.newer()) {
                if (node.position().partition() == partition) {
                    dropped.add(node);
                }
            }
        }
        dropped.forEach(this::remove);
        beginMillis.put(partition, millis);
    }

    /** Returns the time since when all records of a subscription are held; {@link Long#MIN_VALUE} if all are. */
    long sinceMillis(String subscription) {
        SubscriptionLog<T> log = logs.get(subscription);
        LogNode<T> node = log == null ? null : log.oldest();
        if (log == null || node == null) {
            return Math.max(latestBegin(), after(newestRemovedLogMillis));
        }
        long begin = beginMillis.getOrDefault(node.position().partition(), Long.MIN_VALUE);
        return Math.max(Math.max(begin, after(newestRemovedLogMillis)), after(log.newestEvictedMillis()));
    }

    /** Returns the time since when all records of all subscriptions are held. */
    long sinceMillis() {
        return Math.max(latestBegin(), after(newestEvictedMillis));
    }

    private void remove(LogNode<T> node) {
        SubscriptionLog<T> log = node.log();
        long before = log.bytes();
        log.remove(node);
        newestEvictedMillis = Math.max(newestEvictedMillis, node.position().millis());
        if (log.oldest() == null) {
            // Its own eviction time is lost with the log, so it counts for all logs from now on.
            newestRemovedLogMillis = Math.max(newestRemovedLogMillis, log.newestEvictedMillis());
            logs.remove(log.subscription());
            sizes.remove(log, before);
            bytes -= before;
        } else {
            resize(log, before);
        }
        onEvict.accept(node);
    }

    private void resize(SubscriptionLog<T> log, long before) {
        sizes.resize(log, before);
        bytes += log.bytes() - before;
    }

    private long latestBegin() {
        return beginMillis.values().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
    }

    private static long after(long millis) {
        return millis == Long.MIN_VALUE ? millis : millis + 1;
    }
}
