package dev.carteiro.api.history;

import org.jspecify.annotations.Nullable;

/**
 * What is held of one subscription, the oldest first. Guarded by the history's lock. Linked by hand: an array would keep
 * the size of its best days.
 */
final class SubscriptionLog<T> {
    /** What a shelf takes beside its name and its nodes, with the entries that lead to it. */
    private static final int OVERHEAD = 400;

    private final String subscription;
    private @Nullable LogNode<T> newest;
    private @Nullable LogNode<T> oldest;
    private long bytes;
    private long letGoMillis = Long.MIN_VALUE;

    SubscriptionLog(String subscription) {
        this.subscription = subscription;
        bytes = OVERHEAD + 2L * subscription.length();
    }

    /** One record. Its neighbours change, it does not. */
    static final class LogNode<T> {
        private final SubscriptionLog<T> shelf;
        private final HistoryPosition position;
        private final T content;
        private final int bytes;
        private @Nullable LogNode<T> newer;
        private @Nullable LogNode<T> older;

        private LogNode(SubscriptionLog<T> shelf, HistoryPosition position, T content, int bytes) {
            this.shelf = shelf;
            this.position = position;
            this.content = content;
            this.bytes = bytes;
        }

        SubscriptionLog<T> shelf() {
            return shelf;
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

    /** When the newest of those that were let go was written; {@link Long#MIN_VALUE} for none. */
    long letGoMillis() {
        return letGoMillis;
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
        letGoMillis = Math.max(letGoMillis, node.position.millis());
    }
}
