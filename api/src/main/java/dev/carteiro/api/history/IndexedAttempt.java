package dev.carteiro.api.history;

import dev.carteiro.api.history.SubscriptionLog.LogNode;
import org.jspecify.annotations.Nullable;

/** An attempt as it is held: its bytes, which are parsed when it is read. Guarded by the history's lock. */
final class IndexedAttempt {
    private final byte[] json;
    private final DeliveryAttempts deliveryAttempts;
    private @Nullable LogNode<IndexedAttempt> earlier;
    private @Nullable LogNode<IndexedAttempt> later;

    IndexedAttempt(byte[] json, DeliveryAttempts deliveryAttempts) {
        this.json = json;
        this.deliveryAttempts = deliveryAttempts;
    }

    byte[] json() {
        return json;
    }

    DeliveryAttempts deliveryAttempts() {
        return deliveryAttempts;
    }

    /** Returns the previous attempt of the same delivery. */
    @Nullable
    LogNode<IndexedAttempt> earlier() {
        return earlier;
    }

    /** Appends the attempt to those of its delivery. */
    static void append(LogNode<IndexedAttempt> node) {
        DeliveryAttempts deliveryAttempts = node.content().deliveryAttempts;
        LogNode<IndexedAttempt> last = deliveryAttempts.newest();
        node.content().earlier = last;
        if (last != null) {
            last.content().later = node;
        }
        deliveryAttempts.newest(node);
    }

    /** Removes the attempt from those of its delivery. */
    static void unlink(LogNode<IndexedAttempt> node) {
        IndexedAttempt content = node.content();
        LogNode<IndexedAttempt> before = content.earlier;
        LogNode<IndexedAttempt> after = content.later;
        if (before != null) {
            before.content().later = after;
        }
        if (after == null) {
            content.deliveryAttempts.newest(before);
        } else {
            after.content().earlier = before;
        }
    }
}
