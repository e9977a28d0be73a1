package dev.carteiro.api.history;

import org.jspecify.annotations.Nullable;

/**
 * What is held of one subscription, the oldest first. Guarded by the history's lock. Linked by hand: an array would keep
 * the size of its best days.
 */
final class Shelf<T> {
    /** What a shelf takes beside its name and its nodes, with the entries that lead to it. */
    private static final int OVERHEAD = 400;

    private final String subscription;
    private @Nullable Node<T> newest;
    private @Nullable Node<T> oldest;
    private long bytes;
    private long letGoMillis = Long.MIN_VALUE;

    Shelf(String subscription) {
        this.subscription = subscription;
        bytes = OVERHEAD + 2L * subscription.length();
    }

    /** One record. Its neighbours change, it does not. */
    static final class Node<T> {
        private final Shelf<T> shelf;
        private final Position position;
        private final T content;
        private final int bytes;
        private @Nullable Node<T> newer;
        private @Nullable Node<T> older;

        private Node(Shelf<T> shelf, Position position, T content, int bytes) {
            this.shelf = shelf;
            this.position = position;
            this.content = content;
            this.bytes = bytes;
        }

        Shelf<T> shelf() {
            return shelf;
        }

        Position position() {
            return position;
        }

        T content() {
            return content;
        }

        int bytes() {
            return bytes;
        }

        @Nullable
        Node<T> newer() {
            return newer;
        }

        @Nullable
        Node<T> older() {
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
    Node<T> newest() {
        return newest;
    }

    @Nullable
    Node<T> oldest() {
        return oldest;
    }

    /** When the newest of those that were let go was written; {@link Long#MIN_VALUE} for none. */
    long letGoMillis() {
        return letGoMillis;
    }

    Node<T> add(Position position, T content, int size) {
        Node<T> node = new Node<>(this, position, content, size);
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

    void remove(Node<T> node) {
        Node<T> newer = node.newer;
        Node<T> older = node.older;
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
