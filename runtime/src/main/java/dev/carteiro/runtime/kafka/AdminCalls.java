package dev.carteiro.runtime.kafka;

import java.util.concurrent.ExecutionException;
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
}
