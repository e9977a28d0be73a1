package dev.carteiro.runtime.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;

/** Waits for results of an admin client, and reports failures in one line that names the call. Stateless. */
public final class AdminCalls {
    private AdminCalls() {
    }

    /** @param what completes a sentence that begins with "cannot" */
    public static <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaUnavailable("cannot " + what + ": " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("interrupted; cannot " + what, e);
        }
    }

    /**
     * Repeats a call until it succeeds, as long as the cause of the failure may be temporary.
     *
     * @param passing exception class of temporary causes; any other failure is thrown at once
     * @param patience maximum time until the last call starts; a running call is not cancelled
     * @param pause time between two calls
     * @param onFailure called for each failure that is followed by another call
     */
    public static <T> T retry(Supplier<T> question, Class<? extends Exception> passing, Duration patience,
            Duration pause, Consumer<KafkaUnavailable> onFailure) {
        long began = System.nanoTime();
        while (true) {
            try {
                return question.get();
            } catch (KafkaUnavailable e) {
                if (!passing.isInstance(e.getCause()) || System.nanoTime() - began >= patience.toNanos()) {
                    throw e;
                }
                onFailure.accept(e);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
