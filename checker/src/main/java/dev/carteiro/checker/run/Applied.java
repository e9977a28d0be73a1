package dev.carteiro.checker.run;

import dev.carteiro.checker.process.Trouble;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waits for the registrar. Stateless but for what it knows of Kafka. */
final class Applied {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final KafkaAccess access;
    private final TopicNames names;

    Applied(KafkaAccess access, TopicNames names) {
        this.access = access;
        this.names = names;
    }

    /** @throws Trouble if the registrar does not accept so many subscriptions in time */
    void await(int count, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        List<Long> applied = new ArrayList<>();
        while (applied.size() < count) {
            if (System.nanoTime() - deadline > 0) {
                throw new Trouble("only " + applied.size() + " of " + count + " subscriptions were applied within "
                        + within.toSeconds() + " s");
            }
            Thread.sleep(LOOK_EVERY);
            applied.clear();
            TopicDump.read(access, names.applied(), record -> applied.add(record.offset()));
        }
    }
}
