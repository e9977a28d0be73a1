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
 * Replaces a lane that Kafka expelled from its group. Safe for any thread.
 *
 * <p>A broker that restarts after a kill may have a wrong state of the group (all seen with Kafka 4.3.1): a former
 * static member, for which it rejects the current one with the same id; no group; or a group without offsets. A
 * consumer that is told so has failed for good. A new lane then takes its place, as after a restart.
 *
 * <p>If that recurs, it is fatal: another dispatcher has the same id, or the cause is one that a restart cannot repair.
 *
 * <pre>
 *   lane --- rejected by Kafka, up to three times in five minutes ------> a new lane
 *        --- once more, or not authorized, or any other failure --------> fatal
 * </pre>
 */
public final class LaneSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneSupervisor.class);
    private static final int MAX_REPLACEMENTS = 3;
    private static final Duration REPLACEMENT_WINDOW = Duration.ofMinutes(5);

    private final String id;
    private final Function<Consumer<Throwable>, Lane> starter;
    private final LaneClock clock;
    private final Consumer<Throwable> onFatal;
    private final Deque<Long> rejectedNanos = new ArrayDeque<>();
    private Lane lane;
    private boolean closed;

    /**
     * Starts the first lane.
     *
     * @param id the lane's id
     * @param starter starts a lane, which calls the argument when it ends for any other reason than being closed
     * @param onFatal called when the lane can no longer work
     */
    public static LaneSupervisor start(String id, Function<Consumer<Throwable>, Lane> starter, LaneClock clock,
            Consumer<Throwable> onFatal) {
        return new LaneSupervisor(id, starter, clock, onFatal);
    }

    @SuppressWarnings({"this-escape", "NullAway.Init"}) // a lane that fails at once blocks on the lock
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

    /** Returns {@link Lane#isReady} of the current lane. */
    public synchronized boolean isReady() {
        return lane.isReady();
    }

    /** Returns {@link Lane#activity} of the current lane. */
    public synchronized Activity activity() {
        return lane.activity();
    }

    /** Returns {@link Lane#endpoints} of the current lane. */
    public synchronized Map<String, EndpointState> endpoints() {
        return lane.endpoints();
    }

    /** Closes the current lane; none replaces it. */
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
        if (!isRejection(failure)) {
            onFatal.accept(failure);
        } else if (isTooFrequent()) {
            onFatal.accept(failure instanceof FencedLaneException
                    ? new InvalidSetting("another dispatcher has joined the group as " + id
                            + ": give each dispatcher its own --instance-id")
                    : failure);
        } else {
            LOG.warn("lane {} was expelled from its group, joining again: {}", id, failure.getMessage());
            // On another thread: the failed lane has yet to end on this one.
            VitalThread.unstarted(Thread.ofVirtual().name("replace-" + id), this::replaceLane, onFatal).start();
        }
    }

    private static boolean isRejection(Throwable failure) {
        return failure instanceof FencedLaneException || failure.getCause() instanceof InvalidOffsetException
                || (failure instanceof ApiException && !(failure instanceof AuthenticationException)
                        && !(failure instanceof AuthorizationException)
                        && !(failure instanceof UnsupportedVersionException));
    }

    private synchronized boolean isTooFrequent() {
        long now = clock.nanos();
        rejectedNanos.addLast(now);
        rejectedNanos.removeIf(nanos -> now - nanos > REPLACEMENT_WINDOW.toNanos());
        return rejectedNanos.size() > MAX_REPLACEMENTS;
    }

    private void replaceLane() {
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
