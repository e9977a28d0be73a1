package dev.carteiro.dispatcher.outcome;

import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.event.SourceRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is written about one consumed record; each is committed together with that record's offset. */
public sealed interface Consequence {
    /** The receiver has it: an attempt record and nothing else. */
    record Delivered(AttemptRecord attempt) implements Consequence {
    }

    /**
     * It failed and goes to a retry topic.
     *
     * @param next the delivery with the attempt counted
     */
    record Retried(AttemptRecord attempt, Delivery next, Instant due) implements Consequence {
    }

    /** It is given up. */
    record DeadLettered(AttemptRecord attempt, DeadLetter letter) implements Consequence {
    }

    /** It is dropped, because nobody wants it any more. */
    record Cancelled(AttemptRecord attempt) implements Consequence {
    }

    /** It was a test, which ends here however it went: no retry, no dead letter. */
    record Tested(AttemptRecord attempt) implements Consequence {
    }

    /** It waits (on) in a retry topic; no attempt was made. */
    record Moved(Delivery delivery, Instant due, MoveReason why) implements Consequence {
        /** Few values, fit for a metric's label. */
        public enum MoveReason {
            /** It woke before it was due. */
            HOP("hop"),
            /** There was no room for it in memory, or the rate limit was used up. */
            DEFERRED("deferred"),
            /** It looks too old by the machine's clock, and is not by the brokers'. */
            CLOCK("clock");

            private final String code;

            MoveReason(String code) {
                this.code = code;
            }

            public String code() {
                return code;
            }
        }
    }

    /**
     * It goes to the held topic, because its subscription is paused or others of it are held before it.
     *
     * @param delivery held since now
     */
    record Held(Delivery delivery) implements Consequence {
    }

    /**
     * What followed from an attempt, and that the endpoint's status changes with it.
     *
     * @param status {@code null} for well again
     */
    record WithStatusChange(Consequence consequence, String subscription, @Nullable EndpointStatus status)
            implements
                Consequence {
    }

    /** It is no delivery. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
    record Quarantined(byte @Nullable [] key, SourceRecord source, String detail) implements Consequence {
    }
}
