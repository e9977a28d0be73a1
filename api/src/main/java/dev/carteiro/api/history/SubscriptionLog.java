package dev.carteiro.api.history;

import org.jspecify.annotations.Nullable;

/**
 * The records held of one subscription, oldest first. Guarded by the history's lock. Linked by hand, because an array
 * would keep the size of its largest time.
 */
final class SubscriptionLog<T> {
    /** Approximate memory of a log besides its name and nodes, with the map entries that lead to it. */
    private static final int OVERHEAD_BYTES = 400;

    private final String subscription;
    private @Nullable LogNode<T> newest;
    private @Nullable LogNode<T> oldest;
    private long bytes;
    private long newestEvictedMillis = Long.MIN_VALUE;

    SubscriptionLog(String subscription) {
        this.subscription = subscription;
        bytes = OVERHEAD_BYTES + 2L * subscription.length();
    }

    /** One record. Only its neighbours change. */
    static final class LogNode<T> {
        private final SubscriptionLog<T> log;
        private final HistoryPosition position;
        private final T content;
        private final int bytes;
        private @Nullable LogNode<T> newer;
        private @Nullable LogNode<T> older;

        private LogNode(SubscriptionLog<T> log, HistoryPosition position, T content, int bytes) {
            this.log = log;
            this.position = position;
            this.content = content;
            this.bytes = bytes;
        }

        SubscriptionLog<T> log() {
            return log;
        }

        HistoryPosition position() {
            return position;
        }

        T content() {
            return content;
        }

        int bytes() {
            return bytes;
        }

        @Nullable
        LogNode<T> newer() {
            return newer;
        }

        @Nullable
        LogNode<T> older() {
            return older;
        }
    }

    String subscription() {
        return subscription;
    }

    long bytes() {
        return bytes;
    }

    @Nullable
    LogNode<T> newest() {
        return newest;
    }

    @Nullable
    LogNode<T> oldest() {
        return oldest;
    }

    /** Returns the append time of the newest evicted record; {@link Long#MIN_VALUE} for none. */
    long newestEvictedMillis() {
        return newestEvictedMillis;
    }

    LogNode<T> add(HistoryPosition position, T content, int size) {
        LogNode<T> node = new LogNode<>(this, position, content, size);
        node.older = newest;
        if (newest == null) {
            oldest = node;
        } else {
            newest.newer = node;
        }
        newest = node;
        bytes += size;
        return node;
    }

    void remove(LogNode<T> node) {
        LogNode<T> newer = node.newer;
        LogNode<T> older = node.older;
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        bytes -= node.bytes;
        newestEvictedMillis = Math.max(newestEvictedMillis, node.position.millis());
    }
}
