package dev.carteiro.router.fault;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream thread died: it is replaced, unless too many died lately or the cause is one that stays; then the application
 * goes to ERROR and its process ends. Safe for any thread.
 *
 * <p>A replacement takes up to the session timeout to get its partitions, ten seconds, so the window must be much longer
 * than that. Streams cannot replace its global thread; its failure ends the application whatever is answered here.
 */
public final class ThreadFailureHandler implements StreamsUncaughtExceptionHandler {
    public static final int MOST_PER_THREAD = 5;
    public static final Duration WINDOW = Duration.ofMinutes(3);

    /** For so long after a failure the router is not ready: its replacement may meet the same record. */
    public static final Duration QUIET = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailureHandler.class);

    private static final int DEEPEST = 10;

    private final InstantSource clock;
    private final int most;
    private final Deque<Instant> recent = new ArrayDeque<>();
    private @Nullable Throwable last;

    /** @param threads how many stream threads there are */
    public ThreadFailureHandler(InstantSource clock, int threads) {
        this.clock = clock;
        this.most = MOST_PER_THREAD * threads;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        last = failure;
        Instant now = clock.instant();
        while (!recent.isEmpty() && !recent.getFirst().isAfter(now.minus(WINDOW))) {
            recent.removeFirst();
        }
        recent.addLast(now);
        boolean fatal = stays(failure) || recent.size() >= most;
        LOG.error("A router thread failed, number {} lately; {}", recent.size(),
                fatal ? "giving up" : "replacing it", failure);
        return fatal ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Why the router is not ready, in words; empty once no thread has failed for {@link #QUIET}. */
    public synchronized Optional<String> problem() {
        if (last == null || recent.isEmpty() || recent.getLast().plus(QUIET).isBefore(clock.instant())) {
            return Optional.empty();
        }
        return Optional.of("its threads fail: " + recent.size() + " within " + WINDOW.toMinutes()
                + " minutes, the last of " + cause(last) + "; it ends at " + most);
    }

    /** The class alone: a message may quote the record. */
    private static String cause(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < DEEPEST && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }

    /** What killed the last thread. */
    public synchronized Throwable last() {
        return last == null ? new IllegalStateException("the router's Kafka Streams application failed") : last;
    }

    private static boolean stays(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof VirtualMachineError || cause instanceof LinkageError
                    || cause instanceof MissingSourceTopicException || cause instanceof InvalidOffsetException) {
                return true;
            }
        }
        return false;
    }
}
