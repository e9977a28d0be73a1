package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.attempt.LaneClock;
import dev.carteiro.dispatcher.endpoint.EndpointState;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.runtime.vital.Activity;
import dev.carteiro.runtime.vital.VitalThread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a lane in its group. Safe for any thread.
 *
 * <p>A broker that was killed may come back with other memories of the group: of a static member of long ago, in whose
 * favour it turns the one away that has its id today, of no group at all, or of a group that stands nowhere (all seen with
 * Kafka 4.3.1). A consumer that is told such a thing has failed for good. So the lane is replaced by a new one, which takes
 * its place as after a restart. Only if that happens again and again is it fatal: then there is another dispatcher with the
 * same id, or something that a restart of the process does not mend either.
 *
 * <pre>
 *   lane --- turned away by Kafka, for the first three times in five minutes ---> a new lane
 *        --- once more, or not allowed, or any other failure -------------------> fatal
 * </pre>
 */
public final class LaneSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneSupervisor.class);
    private static final int MOST = 3;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final String id;
    private final Function<Consumer<Throwable>, Lane> starter;
    private final LaneClock clock;
    private final Consumer<Throwable> onFatal;
    private final Deque<Long> fencedNanos = new ArrayDeque<>();
    private Lane lane;
    private boolean closed;

    /**
     * @param id of the lane
     * @param starter starts a lane, which tells its argument when it ends for any other reason than being closed
     * @param onFatal told when the lane can no longer work
     */
    public static LaneSupervisor start(String id, Function<Consumer<Throwable>, Lane> starter, LaneClock clock,
            Consumer<Throwable> onFatal) {
        return new LaneSupervisor(id, starter, clock, onFatal);
    }

    @SuppressWarnings({"this-escape", "NullAway.Init"}) // a lane that fails at once waits for the lock
    private LaneSupervisor(String id, Function<Consumer<Throwable>, Lane> starter, LaneClock clock,
            Consumer<Throwable> onFatal) {
        this.id = id;
        this.starter = starter;
        this.clock = clock;
        this.onFatal = onFatal;
        synchronized (this) {
            lane = starter.apply(this::failed);
        }
    }

    /** Whether the lane has joined its group, at least once, and is running. */
    public synchronized boolean isReady() {
        return lane.isReady();
    }

    /** As {@link Lane#activity}. */
    public synchronized Activity activity() {
        return lane.activity();
    }

    /** As {@link Lane#endpoints}. */
    public synchronized Map<String, EndpointState> endpoints() {
        return lane.endpoints();
    }

    /** As {@link Lane#close}. */
    @Override
    public void close() {
        Lane last;
        synchronized (this) {
            closed = true;
            last = lane;
        }
        last.close();
    }

    private void failed(Throwable failure) {
        if (!isTurnedAway(failure)) {
            onFatal.accept(failure);
        } else if (isOften()) {
            onFatal.accept(failure instanceof FencedLaneException
                    ? new InvalidSetting("another dispatcher has joined as " + id
                            + ": give each dispatcher its own --instance-id")
                    : failure);
        } else {
            LOG.warn("lane {} lost its place in the group and takes it over again: {}", id, failure.getMessage());
            // The lane that failed is still on its way out, on this thread.
            VitalThread.unstarted(Thread.ofVirtual().name("again-" + id), this::again, onFatal).start();
        }
    }

    private static boolean isTurnedAway(Throwable failure) {
        return failure instanceof FencedLaneException || failure.getCause() instanceof InvalidOffsetException
                || (failure instanceof ApiException && !(failure instanceof AuthenticationException)
                        && !(failure instanceof AuthorizationException)
                        && !(failure instanceof UnsupportedVersionException));
    }

    private synchronized boolean isOften() {
        long now = clock.nanos();
        fencedNanos.addLast(now);
        fencedNanos.removeIf(nanos -> now - nanos > WITHIN.toNanos());
        return fencedNanos.size() > MOST;
    }

    private void again() {
        Lane last;
        synchronized (this) {
            last = lane;
        }
        last.close();
        synchronized (this) {
            if (!closed) {
                lane = starter.apply(this::failed);
            }
        }
    }
}
