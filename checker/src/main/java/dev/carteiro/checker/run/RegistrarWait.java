package dev.carteiro.checker.run;

import dev.carteiro.checker.process.HarnessException;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Waits until the registrar has applied subscriptions. Holds only access to Kafka. */
final class RegistrarWait {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final KafkaAccess access;
    private final TopicNames names;

    RegistrarWait(KafkaAccess access, TopicNames names) {
        this.access = access;
        this.names = names;
    }

    /** @throws HarnessException if fewer subscriptions are applied in time */
    void await(int count, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        List<Long> applied = new ArrayList<>();
        while (applied.size() < count) {
            if (System.nanoTime() - deadline > 0) {
                throw new HarnessException(
                        "only " + applied.size() + " of " + count + " subscriptions were applied within "
                                + within.toSeconds() + " s");
            }
            Thread.sleep(POLL_INTERVAL);
            applied.clear();
            TopicDump.read(access, names.applied(), record -> applied.add(record.offset()));
        }
    }

    /**
     * @param written the newest versions of subscriptions, by id
     * @throws HarnessException if they are not applied in time
     */
    void await(Map<String, String> written, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        Map<String, String> applied = new HashMap<>();
        while (!applied.entrySet().containsAll(written.entrySet())) {
            if (System.nanoTime() - deadline > 0) {
                throw new HarnessException("the new versions of " + written.keySet() + " were not applied within "
                        + within.toSeconds() + " s");
            }
            Thread.sleep(POLL_INTERVAL);
            applied.clear();
            TopicDump.read(access, names.applied(), record -> {
                if (record.value() != null) {
                    applied.put(new String(record.key(), StandardCharsets.UTF_8),
                            new String(record.value(), StandardCharsets.UTF_8));
                }
            });
        }
    }
}
