package dev.carteiro.dispatcher.hold;

import dev.carteiro.dispatcher.verdict.RecordedTimes;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.job.HeldMarker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The contents of one partition of the held topic: one marker for each subscription that has records there. Owned by
 * the loop thread of the lane that owns the partition; only that lane writes the markers.
 *
 * <pre>
 *                      first record held: marker(from = end of the partition)
 *        nothing held ------------------------------------------------------> HELD
 *             ^                                                             |      ^
 *             | read to the end, no                        no longer paused |      | paused again:
 *             | record left to write:                                       v      | from = next
 *             +---------------- marker removed ------------------------- RELEASING
 *
 *        held[p]   . . A B A . . A B . . B
 *                      ^from         ^next   ^end      of A: next moves in steps; each step writes a marker in the
 *                                                      transaction that releases the records
 * </pre>
 *
 * <p>While a marker exists, new deliveries of its subscription are held behind the older ones. A record that was held
 * for {@link #MAX_HOLD} is released even while its subscription is paused; the intake then gives it up.
 */
public final class HeldPartition {
    /** The longest time that a record is held. The topic's retention is longer. */
    public static final Duration MAX_HOLD = Duration.ofDays(30);

    private final Map<String, ReleaseCursor> places = new HashMap<>();
    private final Set<String> waiting = new HashSet<>();
    private final Set<String> releasing = new HashSet<>();
    private final ReleaseWindow window = new ReleaseWindow();
    private long end;

    private static final class ReleaseCursor {
        private HeldMarker marker;
        private long next;

        private ReleaseCursor(HeldMarker marker) {
            this.marker = marker;
            next = marker.from();
        }
    }

    /**
     * Creates the state of a newly assigned partition.
     *
     * @param end the end of the partition; records that are held from now on have this offset or a higher one
     * @param markers the markers that former owners wrote
     */
    public HeldPartition(long end, Map<String, HeldMarker> markers) {
        this.end = end;
        markers.forEach((subscription, marker) -> places.put(subscription, new ReleaseCursor(marker)));
    }

    /** Returns true if deliveries of this subscription are held, or wait to be written to the held topic. */
    public boolean holds(String subscription) {
        return places.containsKey(subscription) || waiting.contains(subscription);
    }

    /** Records that a delivery of this subscription waits to be written to the held topic. */
    public void add(String subscription) {
        waiting.add(subscription);
    }

    /**
     * Determines which subscriptions may be released; called about once a second.
     *
     * @param now the time that all clocks agree on, so that one wrong clock ends no hold
     */
    public void review(Predicate<String> paused, Instant now) {
        releasing.clear();
        places.forEach((subscription, place) -> {
            if (!paused.test(subscription) || isOverdue(place.marker.since(), now)) {
                releasing.add(subscription);
            }
        });
        window.retain(places::containsKey);
    }

    /** Returns the offset from which to read; empty if nothing may be released now. */
    public OptionalLong next() {
        return releasing.stream().filter(this::mayRelease).mapToLong(subscription -> place(subscription).next).min();
    }

    private boolean mayRelease(String subscription) {
        ReleaseCursor place = places.get(subscription);
        return place != null && place.next < end && window.freeSlots(subscription) > 0;
    }

    /**
     * The records that one transaction releases from the held topic.
     *
     * @param records in the order of their offsets
     * @param markers the markers after this transaction
     * @param read the offset up to which records were read, by subscription
     */
    public record ReleaseBatch(List<ReleaseRecord> records, Map<String, HeldMarker> markers, Map<String, Long> read) {
        public boolean isEmpty() {
            return markers.isEmpty();
        }
    }

    /**
     * One record to release.
     *
     * @param delivery {@code null} if the record is not a valid delivery; the intake quarantines such records
     */
    public record ReleaseRecord(String subscription, ConsumerRecord<byte[], byte[]> record,
            @Nullable Delivery delivery) {
    }

    /**
     * Chooses the records to release from those that were read.
     *
     * @param from the result of {@link #next}; subscriptions that have become releasable since then and begin before it
     *     must wait
     * @param cursor the offset up to which the partition was read
     */
    public ReleaseBatch chooseReleases(long from, Collection<ConsumerRecord<byte[], byte[]>> read, long cursor,
            Predicate<String> paused, Instant now) {
        Map<String, Long> reached = new HashMap<>();
        Map<String, Integer> room = new HashMap<>();
        releasing.stream().filter(id -> mayRelease(id) && place(id).next >= from).forEach(subscription -> {
            reached.put(subscription, cursor);
            room.put(subscription, window.freeSlots(subscription));
        });
        List<ReleaseRecord> releases = new ArrayList<>();
        Map<String, HeldMarker> markers = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : read) {
            String subscription = subscription(record);
            boolean isStopped = reached.getOrDefault(subscription, -1L) != cursor;
            if (isStopped || record.offset() < place(subscription).next) {
                continue;
            }
            Delivery delivery = delivery(record);
            Instant since = delivery == null ? null : delivery.progress().heldSince();
            if (paused.test(subscription) && since != null && !isOverdue(since, now)) {
                reached.put(subscription, record.offset());
                markers.put(subscription, new HeldMarker(record.offset(), since));
                releasing.remove(subscription);
            } else if (room.merge(subscription, -1, Integer::sum) < 0) {
                reached.put(subscription, record.offset());
            } else {
                releases.add(new ReleaseRecord(subscription, record, delivery));
            }
        }
        for (ReleaseRecord one : releases) {
            String subscription = one.subscription();
            markers.putIfAbsent(subscription, new HeldMarker(reached.getOrDefault(subscription, cursor),
                    place(subscription).marker.since()));
        }
        return new ReleaseBatch(releases, markers, reached);
    }

    /** Records that the release is committed, or has nothing to commit. */
    public void releaseCommitted(ReleaseBatch departure) {
        departure.read().forEach((subscription, next) -> {
            ReleaseCursor place = places.get(subscription);
            if (place != null) {
                place.next = Math.max(place.next, next);
            }
        });
        departure.markers().forEach((subscription, marker) -> {
            ReleaseCursor place = places.get(subscription);
            if (place != null) {
                place.marker = marker;
            }
        });
    }

    /** Records the offset in deliveries of a released record. */
    public void released(String subscription, long offset) {
        window.released(subscription, offset);
    }

    /**
     * Records that the delivery at this offset of deliveries has its result.
     *
     * @return true if more records may be released now
     */
    public boolean completed(long offset, boolean deferred) {
        return window.completed(offset, deferred);
    }

    /**
     * The changes of markers in one transaction.
     *
     * @param set the new markers, by subscription
     * @param removed the subscriptions that have nothing held any more
     */
    public record MarkerChange(Map<String, HeldMarker> set, Set<String> removed) {
    }

    /**
     * Returns the changes of markers for the next transaction.
     *
     * @param held the subscriptions whose records this transaction holds, with the time of the first
     * @param stillWaiting the subscriptions whose records wait for a later transaction
     * @param looksForDone true to remove the markers of subscriptions with nothing left; false while a release is
     *     pending
     */
    public MarkerChange markerChange(Map<String, Instant> held, Set<String> stillWaiting, boolean looksForDone) {
        waiting.clear();
        waiting.addAll(held.keySet());
        waiting.addAll(stillWaiting);
        Map<String, HeldMarker> set = new TreeMap<>();
        held.forEach((subscription, since) -> {
            if (!places.containsKey(subscription)) {
                set.put(subscription, new HeldMarker(end, since));
            }
        });
        Set<String> removed = new HashSet<>();
        if (looksForDone) {
            places.forEach((subscription, place) -> {
                if (place.next >= end && !waiting.contains(subscription)) {
                    removed.add(subscription);
                }
            });
        }
        return new MarkerChange(set, removed);
    }

    /**
     * Records that the transaction is committed.
     *
     * @param heldEnd the offset after the last record that it wrote to the held topic; 0 for none
     */
    public void markersCommitted(MarkerChange change, Set<String> held, long heldEnd) {
        change.set().forEach((subscription, marker) -> places.put(subscription, new ReleaseCursor(marker)));
        places.keySet().removeAll(change.removed());
        releasing.removeAll(change.removed());
        waiting.removeAll(held);
        end = Math.max(end, heldEnd);
    }

    private ReleaseCursor place(String subscription) {
        ReleaseCursor place = places.get(subscription);
        if (place == null) {
            throw new IllegalStateException("no delivery of subscription " + subscription + " is held");
        }
        return place;
    }

    private static boolean isOverdue(Instant since, Instant now) {
        return since.plus(MAX_HOLD).isBefore(now);
    }

    private static String subscription(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static @Nullable Delivery delivery(ConsumerRecord<byte[], byte[]> record) {
        return DeliveryCodec.read(record.key(), record.value(),
                record.headers()) instanceof DeliveryCodec.ReadResult.Valid(Delivery delivery)
                        ? RecordedTimes.corrected(delivery, record, false)
                        : null;
    }
}
