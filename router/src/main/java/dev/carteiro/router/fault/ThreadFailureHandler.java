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
 * Replaces failed stream threads, unless too many failed recently or the cause is permanent. Then the application goes
 * to ERROR and its process ends. Thread-safe.
 *
 * <p>A replacement may take the session timeout of 10 s to get its partitions, so that the window must be much longer.
 * Streams cannot replace its global thread, whose failure always ends the application.
 */
public final class ThreadFailureHandler implements StreamsUncaughtExceptionHandler {
    public static final int MAX_FAILURES_PER_THREAD = 5;
    public static final Duration WINDOW = Duration.ofMinutes(3);

    /** Time after a failure for which the router is not ready, because the replacement may process the same record. */
    public static final Duration RECOVERY_TIME = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailureHandler.class);

    private static final int MAX_CAUSES = 10;

    private final InstantSource clock;
    private final int maxFailures;
    private final Deque<Instant> recent = new ArrayDeque<>();
    private @Nullable Throwable last;

    /** @param threads number of stream threads */
    public ThreadFailureHandler(InstantSource clock, int threads) {
        this.clock = clock;
        this.maxFailures = MAX_FAILURES_PER_THREAD * threads;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        last = failure;
        Instant now = clock.instant();
        while (!recent.isEmpty() && !recent.getFirst().isAfter(now.minus(WINDOW))) {
            recent.removeFirst();
        }
        recent.addLast(now);
        boolean isFatal = isPermanent(failure) || recent.size() >= maxFailures;
        LOG.error("A router thread failed, {} of at most {} failures within {} minutes; {}", recent.size(), maxFailures,
                WINDOW.toMinutes(), isFatal ? "the router stops" : "the thread is replaced", failure);
        return isFatal ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT : StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /**
     * Returns the reason for which the router is not ready; empty if no thread has failed for {@link #RECOVERY_TIME}.
     */
    public synchronized Optional<String> problem() {
        if (last == null || recent.isEmpty() || recent.getLast().plus(RECOVERY_TIME).isBefore(clock.instant())) {
            return Optional.empty();
        }
        String failures = recent.size() == 1 ? " failure" : " failures";
        return Optional.of("stream threads fail: " + recent.size() + failures + " within " + WINDOW.toMinutes()
                + " minutes, the last because of " + cause(last) + "; the router stops at " + maxFailures);
    }

    /** Returns only the class of the root cause, because a message may quote the record. */
    private static String cause(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }

    /** Returns the failure of the last failed thread. */
    public synchronized Throwable last() {
        return last == null ? new IllegalStateException("the router's Kafka Streams application failed") : last;
    }

    private static boolean isPermanent(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof VirtualMachineError || cause instanceof LinkageError
                    || cause instanceof MissingSourceTopicException || cause instanceof InvalidOffsetException) {
                return true;
            }
        }
        return false;
    }
}
