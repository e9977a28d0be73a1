package dev.carteiro.api.history;

import dev.carteiro.schemas.attempt.AttemptSubject;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its event. Immutable.
 *
 * @param position where it lies
 * @param subject what was given up
 * @param attempts requests that were made
 * @param reason why
 * @param detail one line for a person
 * @param lastStatus the last HTTP status, if there was one
 * @param lastResponse the beginning of the last answer
 * @param diedAt when
 */
public record DeadLetterEntry(HistoryPosition position, AttemptSubject subject, int attempts, DeadLetterReason reason, String detail,
        @Nullable Integer lastStatus, @Nullable String lastResponse, Instant diedAt) {
    private static final int OVERHEAD = 600;

    static DeadLetterEntry of(HistoryPosition position, DeadLetter letter) {
        return new DeadLetterEntry(position, AttemptSubject.of(letter.delivery()), letter.delivery().progress().attempts(),
                letter.reason(), letter.detail(), letter.lastStatus(), letter.lastResponse(), letter.diedAt());
    }

    /** In memory, about; not less than it takes. */
    int bytes() {
        int characters = subject.delivery().length() + subject.subscription().length() + subject.event().length()
                + subject.eventId().length() + subject.source().length() + detail.length()
                + (subject.tenant() == null ? 0 : subject.tenant().length())
                + (lastResponse == null ? 0 : lastResponse.length());
        return OVERHEAD + 2 * characters;
    }
}
