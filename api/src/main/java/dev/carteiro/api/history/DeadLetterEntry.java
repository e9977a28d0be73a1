package dev.carteiro.api.history;

import dev.carteiro.schemas.attempt.AttemptSubject;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its event. Immutable.
 *
 * @param position position of its record
 * @param subject what was given up
 * @param attempts number of requests made
 * @param reason why it was given up
 * @param detail one line for people
 * @param lastStatus the last HTTP status, if there was one
 * @param lastResponse the beginning of the last response
 * @param diedAt when it was given up
 */
public record DeadLetterEntry(HistoryPosition position, AttemptSubject subject, int attempts, DeadLetterReason reason,
        String detail,
        @Nullable Integer lastStatus, @Nullable String lastResponse, Instant diedAt) {
    private static final int OVERHEAD_BYTES = 600;

    static DeadLetterEntry of(HistoryPosition position, DeadLetter deadLetter) {
        return new DeadLetterEntry(position, AttemptSubject.of(deadLetter.delivery()),
                deadLetter.delivery().progress().attempts(),
                deadLetter.reason(), deadLetter.detail(), deadLetter.lastStatus(), deadLetter.lastResponse(),
                deadLetter.diedAt());
    }

    /** Returns an upper estimate of its memory. */
    int bytes() {
        int characters = subject.delivery().length() + subject.subscription().length() + subject.event().length()
                + subject.eventId().length() + subject.source().length() + detail.length()
                + (subject.tenant() == null ? 0 : subject.tenant().length())
                + (lastResponse == null ? 0 : lastResponse.length());
        return OVERHEAD_BYTES + 2 * characters;
    }
}
