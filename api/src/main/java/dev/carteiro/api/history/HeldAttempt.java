package dev.carteiro.api.history;

import dev.carteiro.api.history.Shelf.Node;
import org.jspecify.annotations.Nullable;

/** A line of history as it is held: its bytes, parsed when somebody asks. Guarded by the history's lock. */
final class HeldAttempt {
    private final byte[] json;
    private final Trail trail;
    private @Nullable Node<HeldAttempt> earlier;
    private @Nullable Node<HeldAttempt> later;

    HeldAttempt(byte[] json, Trail trail) {
        this.json = json;
        this.trail = trail;
    }

    byte[] json() {
        return json;
    }

    Trail trail() {
        return trail;
    }

    /** The attempt before it of the same delivery. */
    @Nullable
    Node<HeldAttempt> earlier() {
        return earlier;
    }

    /** Joins its delivery's trail behind the others. */
    static void append(Node<HeldAttempt> node) {
        Trail trail = node.content().trail;
        Node<HeldAttempt> last = trail.newest();
        node.content().earlier = last;
        if (last != null) {
            last.content().later = node;
        }
        trail.newest(node);
    }

    /** Leaves its delivery's trail. */
    static void unlink(Node<HeldAttempt> node) {
        HeldAttempt content = node.content();
        Node<HeldAttempt> before = content.earlier;
        Node<HeldAttempt> behind = content.later;
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
