package dev.carteiro.dispatcher.outcome;

import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.event.SourceRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The consequence of one consumed record. It is committed together with that record's offset. Immutable. */
public sealed interface Consequence {
    /** The receiver accepted the delivery: writes an attempt record and nothing else. */
    record Delivered(AttemptRecord attempt) implements Consequence {
    }

    /**
     * The attempt failed: the delivery goes to a retry topic.
     *
     * @param next the delivery with this attempt counted
     */
    record Retried(AttemptRecord attempt, Delivery next, Instant due) implements Consequence {
    }

    /** The delivery is given up and becomes a dead letter. */
    record DeadLettered(AttemptRecord attempt, DeadLetter letter) implements Consequence {
    }

    /** The delivery is dropped: its subscription is deleted or disabled, or belongs to another tenant. */
    record Cancelled(AttemptRecord attempt) implements Consequence {
    }

    /** The delivery was a test, which has neither a retry nor a dead letter. */
    record Tested(AttemptRecord attempt) implements Consequence {
    }

    /** The delivery moves to a retry topic without an attempt. */
    record Moved(Delivery delivery, Instant due, MoveReason why) implements Consequence {
        /** The reason of a move. Several share a code: a metric's label has few values. */
        public enum MoveReason {
            /** Its wait in a tier ended before it was due. */
            HOP("hop"),
            /** No memory pool of the lane had room for it. */
            MEMORY_FULL(MoveReason.DEFERRED),
            /** Its endpoint's queue was full. */
            QUEUE_FULL(MoveReason.DEFERRED),
            /** It left its endpoint's queue, to make room for others. */
            EVICTED(MoveReason.DEFERRED),
            /** Its endpoint's circuit breaker was open, or has opened. */
            BREAKER_OPEN(MoveReason.DEFERRED),
            /** Its subscription's rate limit was used up. */
            RATE_LIMITED(MoveReason.DEFERRED),
            /** The process had no connection to spare. */
            NO_CONNECTION(MoveReason.DEFERRED),
            /** The version of its subscription was not known any more when its attempt was about to begin. */
            UNKNOWN_SUBSCRIPTION(MoveReason.DEFERRED),
            /** Its attempt ended in an unforeseen exception. */
            INTERNAL_ERROR(MoveReason.DEFERRED),
            /** It looks too old by the machine's clock, and is not by the brokers'. */
            CLOCK("clock");

            private static final String DEFERRED = "deferred";

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
     * The delivery goes to the held topic: its subscription is paused, or older deliveries of it are still held.
     *
     * @param delivery the delivery, with the start of the hold
     */
    record Held(Delivery delivery) implements Consequence {
    }

    /**
     * The consequence of an attempt that also changes the endpoint's status.
     *
     * @param status the new status; {@code null} for none, that is healthy again
     */
    record WithStatusChange(Consequence consequence, String subscription, @Nullable EndpointStatus status)
            implements
                Consequence {
    }

    /** The record is not a valid delivery: it goes to quarantine. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
    record Quarantined(byte @Nullable [] key, SourceRecord source, String detail) implements Consequence {
    }
}
