package dev.carteiro.cli.delivery;

import dev.carteiro.api.history.DeliveryState;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicTail;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The attempts and the dead letter of one delivery, read from the topics. Immutable.
 *
 * @param id the delivery's id
 * @param attempts in order, the last 1,000 at most; at least one unless there is a dead letter
 * @param deadLetter the last one; {@code null} if there is none
 */
record DeliveryDetails(String id, List<AttemptDocument> attempts, @Nullable DeadLetter deadLetter) {
    private static final Pattern ID = Pattern.compile("dlv_[0-9a-f]{32}");
    private static final int MAX_ATTEMPTS = 1_000;

    DeliveryDetails {
        attempts = List.copyOf(attempts);
    }

    /**
     * Reads the attempts and the dead letters that the topics still hold.
     *
     * @throws CommandException if there is neither an attempt nor a dead letter
     */
    static DeliveryDetails read(String id, KafkaAccess access, TopicNames names, ProgressReporter progress) {
        List<AttemptDocument> attempts = new ArrayList<>();
        DeadLetter[] deadLetter = {null};
        long[] count = {0};
        try (TopicTail tail = TopicTail.fromBeginning(access, List.of(names.attempts(), names.deadLetters()))) {
            tail.toEnd(record -> {
                count[0]++;
                progress.report(() -> "reading attempts and dead letters: " + count[0] + " so far");
                if (record.topic().equals(names.attempts())) {
                    add(id, record, attempts);
                } else {
                    DeadLetter one = DeadLetter.read(record.key(), record.value(), record.headers());
                    if (one != null && one.delivery().id().equals(id)) {
                        deadLetter[0] = one;
                    }
                }
            });
        }
        if (attempts.isEmpty() && deadLetter[0] == null) {
            throw new CommandException("no attempt of delivery " + id
                    + " found: it had none yet, or its attempts are no longer kept; see carteiro deliveries list");
        }
        return new DeliveryDetails(id, attempts, deadLetter[0]);
    }

    /**
     * Checks the form of a delivery id.
     *
     * @throws IllegalArgumentException if it is not a delivery id
     */
    static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("invalid delivery id '" + id
                    + "': use dlv_ and 32 hexadecimal digits, as in carteiro deliveries list or the header webhook-id");
        }
    }

    private static void add(String id, ConsumerRecord<byte[], byte[]> record, List<AttemptDocument> attempts) {
        AttemptDocument attempt = AttemptDocument.read(record.value());
        if (attempt != null && attempt.text("delivery").equals(id)) {
            attempts.add(attempt);
            if (attempts.size() > MAX_ATTEMPTS) {
                attempts.removeFirst();
            }
        }
    }

    /** Returns the delivery's state; dead if only its dead letter is still kept. */
    DeliveryState state() {
        AttemptRecord last = attempts.isEmpty() ? null : attempts.getLast().record();
        return last == null
                ? new DeliveryState.Dead(deadLetter == null ? null : deadLetter.reason())
                : DeliveryState.after(last);
    }

    /** Returns a member that has the same value in all attempts. */
    String text(String member) {
        return attempts.isEmpty() ? "" : attempts.getLast().text(member);
    }
}
