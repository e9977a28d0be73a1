package dev.carteiro.cli.delivery;

import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicTail;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Waits for the next attempt of a delivery. Create it before the attempt is triggered. Not thread-safe. */
public final class AttemptWatch implements AutoCloseable {
    private final TopicTail tail;

    public AttemptWatch(KafkaAccess access, TopicNames names) {
        tail = TopicTail.fromNow(access, List.of(names.attempts()));
    }

    /** Returns the delivery's first attempt since this watch began; {@code null} if there is none in time. */
    public @Nullable AttemptDocument await(String delivery, Duration atMost, ProgressReporter progress) {
        AtomicReference<@Nullable AttemptDocument> found = new AtomicReference<>();
        tail.until(() -> {
            progress.report(() -> "waiting for a dispatcher and the endpoint");
            return found.get() != null;
        }, atMost, record -> {
            AttemptDocument attempt = AttemptDocument.read(record.value());
            if (attempt != null && attempt.text("delivery").equals(delivery)) {
                found.set(attempt);
            }
        });
        return found.get();
    }

    @Override
    public void close() {
        tail.close();
    }
}
