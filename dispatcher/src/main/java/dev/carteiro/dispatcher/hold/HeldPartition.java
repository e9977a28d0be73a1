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
 * What one partition of the held topic holds: one marker for each subscription that has records there, as long as it has
 * any. Owned by the loop thread of the lane that owns the partition, which alone writes those markers.
 *
 * <pre>
 *                      first record held: marker(from = end of the partition)
 *        nothing held ------------------------------------------------------> HELD
 *             ^                                                             |      ^
 *             | read to the end, none                      no longer paused |      | paused again:
 *             | waits to be written:                                        v      | from = next
 *             +---------------- marker removed ------------------------- RELEASING
 *
 *        held[p]   . . A B A . . A B . . B
 *                      ^from         ^next   ^end      of A: next moves in steps, each with a marker in the same
 *                                                      transaction as the records that left
 * </pre>
 *
 * <p>While a marker is there, deliveries of its subscription that were not released are held behind those that are. Who
 * has been there for {@link #LONGEST} leaves even while the subscription is paused, to be buried where deliveries are
 * looked at.
 */
public final class HeldPartition {
    /** A record stays at most so long in the held topic, which keeps it for longer than that. */
    public static final Duration LONGEST = Duration.ofDays(30);

    private final Map<String, ReleaseCursor> places = new HashMap<>();
    private final Set<String> waiting = new HashSet<>();
    private final Set<String> leaving = new HashSet<>();
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
     * @param end of the partition: what is held from now on lies there or behind
     * @param markers that former owners left
     */
    public HeldPartition(long end, Map<String, HeldMarker> markers) {
        this.end = end;
        markers.forEach((subscription, marker) -> places.put(subscription, new ReleaseCursor(marker)));
    }

    /** Whether something of this subscription is held, or is about to be. */
    public boolean holds(String subscription) {
        return places.containsKey(subscription) || waiting.contains(subscription);
    }

    /** Something of this subscription waits to be written to the held topic. */
    public void add(String subscription) {
        waiting.add(subscription);
    }

    /**
     * Looks who may leave; asked about once a second.
     *
     * @param now by every clock: who has been there for too long by one only, stays
     */
    public void review(Predicate<String> paused, Instant now) {
        leaving.clear();
        places.forEach((subscription, place) -> {
            if (!paused.test(subscription) || isOverdue(place.marker.since(), now)) {
                leaving.add(subscription);
            }
        });
        window.retain(places::containsKey);
    }

    /** From where to read on; empty if nobody may leave at the moment. */
    public OptionalLong next() {
        return leaving.stream().filter(this::mayLeave).mapToLong(subscription -> place(subscription).next).min();
    }

    private boolean mayLeave(String subscription) {
        ReleaseCursor place = places.get(subscription);
        return place != null && place.next < end && window.room(subscription) > 0;
    }

    /**
     * What leaves the held topic in one transaction.
     *
     * @param records in their order
     * @param markers as they are with this transaction
     * @param read how far each subscription has been looked for
     */
    public record ReleaseBatch(List<ReleaseRecord> records, Map<String, HeldMarker> markers, Map<String, Long> read) {
        public boolean isEmpty() {
            return markers.isEmpty();
        }
    }

    /**
     * One record that leaves.
     *
     * @param delivery {@code null} if it is none; whoever looks at deliveries knows what to do with such records
     */
    public record ReleaseRecord(String subscription, ConsumerRecord<byte[], byte[]> record, @Nullable Delivery delivery) {
    }

    /**
     * Chooses from what was read.
     *
     * @param from what {@link #next} said; who stands before it, and may leave only since then, has to wait
     * @param cursor up to where it was read
     */
    public ReleaseBatch depart(long from, Collection<ConsumerRecord<byte[], byte[]>> read, long cursor,
            Predicate<String> paused, Instant now) {
        Map<String, Long> reached = new HashMap<>();
        Map<String, Integer> room = new HashMap<>();
        leaving.stream().filter(id -> mayLeave(id) && place(id).next >= from).forEach(subscription -> {
            reached.put(subscription, cursor);
            room.put(subscription, window.room(subscription));
        });
        List<ReleaseRecord> departing = new ArrayList<>();
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
                leaving.remove(subscription);
            } else if (room.merge(subscription, -1, Integer::sum) < 0) {
                reached.put(subscription, record.offset());
            } else {
                departing.add(new ReleaseRecord(subscription, record, delivery));
            }
        }
        for (ReleaseRecord one : departing) {
            String subscription = one.subscription();
            markers.putIfAbsent(subscription, new HeldMarker(reached.getOrDefault(subscription, cursor),
                    place(subscription).marker.since()));
        }
        return new ReleaseBatch(departing, markers, reached);
    }

    /** It is committed, or there is nothing in it to commit. */
    public void departed(ReleaseBatch departure) {
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

    /** A record that left lies there in deliveries now. */
    public void launched(String subscription, long offset) {
        window.launched(subscription, offset);
    }

    /**
     * The record at this offset of deliveries has its result.
     *
     * @return whether others may leave now
     */
    public boolean landed(long offset, boolean deferred) {
        return window.landed(offset, deferred);
    }

    /**
     * How the markers change with a transaction.
     *
     * @param set new markers
     * @param removed of subscriptions that have nothing left here
     */
    public record MarkerChange(Map<String, HeldMarker> set, Set<String> removed) {
    }

    /**
     * @param held subscriptions of which this transaction holds records, with the time of the first
     * @param stillWaiting those of which records wait for a later transaction
     * @param looksForDone whether to look who has nothing left; not while records are about to leave
     */
    public MarkerChange change(Map<String, Instant> held, Set<String> stillWaiting, boolean looksForDone) {
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
     * The transaction is committed.
     *
     * @param heldEnd behind the last record it wrote to the held topic; 0 for none
     */
    public void changed(MarkerChange change, Set<String> held, long heldEnd) {
        change.set().forEach((subscription, marker) -> places.put(subscription, new ReleaseCursor(marker)));
        places.keySet().removeAll(change.removed());
        leaving.removeAll(change.removed());
        waiting.removeAll(held);
        end = Math.max(end, heldEnd);
    }

    private ReleaseCursor place(String subscription) {
        ReleaseCursor place = places.get(subscription);
        if (place == null) {
            throw new IllegalStateException("nothing is held of " + subscription);
        }
        return place;
    }

    private static boolean isOverdue(Instant since, Instant now) {
        return since.plus(LONGEST).isBefore(now);
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
