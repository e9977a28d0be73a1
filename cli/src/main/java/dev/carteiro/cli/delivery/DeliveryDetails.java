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
 * What the topics say of one delivery. Immutable.
 *
 * @param id its id
 * @param attempts in their order, at least one unless there is a dead letter; the last ones where there are very many
 * @param deadLetter its last one; {@code null} if there is none
 */
record DeliveryDetails(String id, List<AttemptDocument> attempts, @Nullable DeadLetter deadLetter) {
    private static final Pattern ID = Pattern.compile("dlv_[0-9a-f]{32}");
    private static final int MOST = 1_000;

    DeliveryDetails {
        attempts = List.copyOf(attempts);
    }

    /**
     * Reads the attempts and the dead letters of as long as they are kept.
     *
     * @throws CommandException if nothing is known of it
     */
    static DeliveryDetails read(String id, KafkaAccess access, TopicNames names, ProgressReporter meanwhile) {
        List<AttemptDocument> attempts = new ArrayList<>();
        DeadLetter[] letter = {null};
        long[] count = {0};
        try (TopicTail tail = TopicTail.fromBeginning(access, List.of(names.attempts(), names.deadLetters()))) {
            tail.toEnd(record -> {
                count[0]++;
                meanwhile.say(() -> "reading attempts and dead letters: " + count[0] + " so far");
                if (record.topic().equals(names.attempts())) {
                    add(id, record, attempts);
                } else {
                    DeadLetter one = DeadLetter.read(record.key(), record.value(), record.headers());
                    if (one != null && one.delivery().id().equals(id)) {
                        letter[0] = one;
                    }
                }
            });
        }
        if (attempts.isEmpty() && letter[0] == null) {
            throw new CommandException("nothing is known of delivery " + id
                    + ": it had no attempt yet, or one so long ago that it is not kept; see carteiro deliveries list");
        }
        return new DeliveryDetails(id, attempts, letter[0]);
    }

    /** @throws IllegalArgumentException if it cannot be one */
    static void requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id
                    + "' is not a delivery's id: it is dlv_ and 32 hexadecimal digits, as carteiro deliveries list shows"
                    + " it and receivers get it in webhook-id");
        }
    }

    private static void add(String id, ConsumerRecord<byte[], byte[]> record, List<AttemptDocument> attempts) {
        AttemptDocument attempt = AttemptDocument.read(record.value());
        if (attempt != null && attempt.text("delivery").equals(id)) {
            attempts.add(attempt);
            if (attempts.size() > MOST) {
                attempts.removeFirst();
            }
        }
    }

    /** Where it has come to; a dead letter whose attempts are not kept any more is dead. */
    DeliveryState state() {
        AttemptRecord last = attempts.isEmpty() ? null : attempts.getLast().record();
        return last == null
                ? new DeliveryState.Dead(deadLetter == null ? null : deadLetter.reason())
                : DeliveryState.after(last);
    }

    /** A member that all of its attempts have. */
    String text(String member) {
        return attempts.isEmpty() ? "" : attempts.getLast().text(member);
    }
}
