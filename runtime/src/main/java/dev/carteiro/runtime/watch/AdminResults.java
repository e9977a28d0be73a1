package dev.carteiro.runtime.watch;

import dev.carteiro.runtime.kafka.AdminCalls;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import java.util.Optional;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads results of an admin client about topics and partitions that may not exist. Stateless. */
final class AdminResults {
    private AdminResults() {
    }

    /**
     * Returns empty for a topic or partition that does not exist.
     *
     * @param what as in {@link AdminCalls#await}
     */
    static <T> Optional<T> ifExists(KafkaFuture<T> future, String what) {
        try {
            return Optional.of(AdminCalls.await(future, what));
        } catch (KafkaUnavailable e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
