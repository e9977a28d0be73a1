package dev.carteiro.runtime.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what an admin client was asked, and says in one line what was asked where it fails. Stateless. */
public final class AdminCalls {
    private AdminCalls() {
    }

    /** @param what the rest of a sentence that begins with "cannot" */
    public static <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaUnavailable("cannot " + what + ": " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("interrupted; could not " + what, e);
        }
    }

    /**
     * Asks until there is an answer, as long as the reason that there is none may pass by itself.
     *
     * @param passing what may be the cause of that; any other is thrown at once
     * @param patience how long to begin anew; a question that is under way is not cut off
     * @param pause between two questions
     * @param onFailure told of each failure that another question follows
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
