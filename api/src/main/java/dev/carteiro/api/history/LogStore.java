package dev.carteiro.api.history;

import dev.carteiro.api.history.SubscriptionLog.LogNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records by subscription, in no more than so many bytes. Guarded by the history's lock.
 *
 * <p>Where room is needed, one of the largest shelves lets go of its oldest record: a subscription that is busy pays
 * for itself, and cannot push out what is held of those that are not.
 */
final class LogStore<T> {
    private final long maxBytes;
    private final Consumer<LogNode<T>> onLetGo;
    private final Map<String, SubscriptionLog<T>> shelves = new HashMap<>();
    private final SizeClasses<T> sizes = new SizeClasses<>();
    private final Map<Integer, Long> beganMillis = new HashMap<>();
    private long bytes;
    private long letGoMillis = Long.MIN_VALUE;
    private long forgottenMillis = Long.MIN_VALUE;

    /** @param onLetGo told of each record that is no longer held */
    LogStore(long maxBytes, Consumer<LogNode<T>> onLetGo) {
        this.maxBytes = maxBytes;
        this.onLetGo = onLetGo;
    }

    /** To be followed by {@link #trim}, when the caller knows of it, too. */
    LogNode<T> add(String subscription, HistoryPosition position, T content, int size) {
        SubscriptionLog<T> shelf = shelves.get(subscription);
        long before = shelf == null ? 0 : shelf.bytes();
        if (shelf == null) {
            shelf = new SubscriptionLog<>(subscription);
            shelves.put(subscription, shelf);
        }
        LogNode<T> node = shelf.add(position, content, size);
        resized(shelf, before);
        return node;
    }

    void trim() {
        while (bytes > maxBytes) {
            LogNode<T> oldest = sizes.large().oldest();
            if (oldest == null) {
                throw new IllegalStateException("a shelf without records is not kept");
            }
            remove(oldest);
        }
    }

    @Nullable
    SubscriptionLog<T> of(String subscription) {
        return shelves.get(subscription);
    }

    long bytes() {
        return bytes;
    }

    /** Nothing of a partition from before this time is held, or looked for. */
    void begin(int partition, long millis) {
        List<LogNode<T>> lost = new ArrayList<>();
        for (SubscriptionLog<T> shelf : shelves.values()) {
            for (LogNode<T> node = shelf.oldest(); node != null; node = node.newer()) {
                if (node.position().partition() == partition) {
                    lost.add(node);
                }
            }
        }
        lost.forEach(this::remove);
        beganMillis.put(partition, millis);
    }

    /** From when on all of a subscription's is held; {@link Long#MIN_VALUE} for ever. */
    long sinceMillis(String subscription) {
        SubscriptionLog<T> shelf = shelves.get(subscription);
        LogNode<T> node = shelf == null ? null : shelf.oldest();
        if (shelf == null || node == null) {
            return Math.max(began(), after(forgottenMillis));
        }
        long began = beganMillis.getOrDefault(node.position().partition(), Long.MIN_VALUE);
        return Math.max(Math.max(began, after(forgottenMillis)), after(shelf.letGoMillis()));
    }

    /** From when on all of everybody's is held. */
    long sinceMillis() {
        return Math.max(began(), after(letGoMillis));
    }

    private void remove(LogNode<T> node) {
        SubscriptionLog<T> shelf = node.shelf();
        long before = shelf.bytes();
        shelf.remove(node);
        letGoMillis = Math.max(letGoMillis, node.position().millis());
        if (shelf.oldest() == null) {
            // What it let go is forgotten with it, so it counts for all from now on.
            forgottenMillis = Math.max(forgottenMillis, shelf.letGoMillis());
            shelves.remove(shelf.subscription());
            sizes.remove(shelf, before);
            bytes -= before;
        } else {
            resized(shelf, before);
        }
        onLetGo.accept(node);
    }

    private void resized(SubscriptionLog<T> shelf, long before) {
        sizes.resized(shelf, before);
        bytes += shelf.bytes() - before;
    }

    private long began() {
        return beganMillis.values().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
    }

    private static long after(long millis) {
        return millis == Long.MIN_VALUE ? millis : millis + 1;
    }
}
