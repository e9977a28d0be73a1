package dev.carteiro.api.history;

import dev.carteiro.api.history.SubscriptionLog.LogNode;
import org.jspecify.annotations.Nullable;

/** A line of history as it is held: its bytes, parsed when somebody asks. Guarded by the history's lock. */
final class IndexedAttempt {
    private final byte[] json;
    private final DeliveryAttempts trail;
    private @Nullable LogNode<IndexedAttempt> earlier;
    private @Nullable LogNode<IndexedAttempt> later;

    IndexedAttempt(byte[] json, DeliveryAttempts trail) {
        this.json = json;
        this.trail = trail;
    }

    byte[] json() {
        return json;
    }

    DeliveryAttempts trail() {
        return trail;
    }

    /** The attempt before it of the same delivery. */
    @Nullable
    LogNode<IndexedAttempt> earlier() {
        return earlier;
    }

    /** Joins its delivery's trail behind the others. */
    static void append(LogNode<IndexedAttempt> node) {
        DeliveryAttempts trail = node.content().trail;
        LogNode<IndexedAttempt> last = trail.newest();
        node.content().earlier = last;
        if (last != null) {
            last.content().later = node;
        }
        trail.newest(node);
    }

    /** Leaves its delivery's trail. */
    static void unlink(LogNode<IndexedAttempt> node) {
        IndexedAttempt content = node.content();
        LogNode<IndexedAttempt> before = content.earlier;
        LogNode<IndexedAttempt> behind = content.later;
        if (before != null) {
            before.content().later = behind;
        }
        if (behind == null) {
            content.trail.newest(before);
        } else {
            behind.content().earlier = before;
        }
    }
}
