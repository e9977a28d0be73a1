package dev.carteiro.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.api.idempotency.IdempotencyKeyTable.KeyEntry;
import dev.carteiro.schemas.idempotency.IdempotencyRecord;
import dev.carteiro.schemas.idempotency.IdempotencyRecord.State;
import dev.carteiro.testkit.time.ManualTime;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTableTest {
    private static final String KEY = "acme.key";

    private final ManualTime time = ManualTime.startingAt("2026-01-02T03:04:05Z");
    private final IdempotencyKeyTable table = new IdempotencyKeyTable(time, 3);

    /** Returns a claim with its own seed. */
    private static IdempotencyRecord claim(int attempt, long after) {
        return IdempotencyRecord.claim(new UUID(0, attempt), "request", new UUID(1, attempt), after);
    }

    private void apply(IdempotencyRecord record, long offset) {
        table.apply(KEY, record, offset, time.instant());
    }

    /** Returns state, attempt and offset, as in {@code DONE 1@12}; {@code -} for none. */
    private String state() {
        KeyEntry entry = table.find(KEY);
        return entry == null
                ? "-"
                : entry.state() + " " + entry.record().claim().getLeastSignificantBits() + "@" + entry.offset();
    }

    @Test
    void theFirstOfSeveralClaimsOnTheSameRecordIsAccepted() {
        apply(claim(1, -1), 10);
        apply(claim(2, -1), 11);
        assertThat(state()).isEqualTo("CLAIMED 1@10");
        apply(claim(1, -1).ended(State.DONE), 12);
        apply(claim(3, 10), 13);
        assertThat(state()).isEqualTo("DONE 1@12");
        apply(claim(4, 12), 14);
        apply(claim(5, 12), 15);
        assertThat(state()).isEqualTo("CLAIMED 4@14");
    }

    @Test
    void aLosingClaimChangesNothing() {
        apply(claim(1, -1), 10);
        apply(claim(2, -1), 11);
        apply(claim(2, -1).ended(State.RELEASED), 12);
        apply(claim(2, -1).ended(State.FAILED), 13);
        apply(claim(2, -1).ended(State.DONE), 14);
        assertThat(state()).isEqualTo("CLAIMED 1@10");
    }

    @Test
    void aReleasedKeyIsFreeAndAFailedOneKeepsItsSeed() {
        apply(claim(1, -1), 10);
        apply(claim(1, -1).ended(State.RELEASED), 11);
        assertThat(state()).isEqualTo("-");
        apply(claim(2, -1), 12);
        apply(claim(2, -1).ended(State.FAILED), 13);
        assertThat(state()).isEqualTo("FAILED 2@13");
    }

    @Test
    void aSlowExecutionThatEndsAfterItsSuccessorBeganIsAccepted() {
        apply(claim(1, -1), 10);
        IdempotencyRecord successor = IdempotencyRecord.claim(new UUID(0, 2), "request", claim(1, -1).seed(), 10);
        apply(successor, 11);
        apply(claim(1, -1).ended(State.DONE), 12);
        apply(successor.ended(State.DONE), 13);
        assertThat(state()).isEqualTo("DONE 1@12");
    }

    @Test
    void aClaimWhosePredecessorWasCompactedIsAccepted() {
        apply(claim(1, 7), 10);
        assertThat(state()).isEqualTo("CLAIMED 1@10");
    }

    @Test
    void keysAreEvictedOneHourAfterTheyExpire() {
        apply(claim(1, -1), 10);
        time.advance(Duration.ofHours(25).minusMillis(1));
        assertThat(state()).isEqualTo("CLAIMED 1@10");
        assertThat(table.countOf("acme")).isOne();
        time.advance(Duration.ofMillis(1));
        assertThat(state()).isEqualTo("-");
        assertThat(table.countOf("acme")).isZero();
        table.apply(KEY, claim(2, -1), 11, time.instant().minus(Duration.ofHours(25)));
        assertThat(state()).as("expired when it was read").isEqualTo("-");
    }

    @Test
    void keysAreCountedByAccountAndBounded() {
        for (int i = 0; i < 4; i++) {
            assertThat(table.isFull()).isEqualTo(i > 2);
            table.apply((i % 2 == 0 ? "acme." : "globex.") + i, claim(i, -1), i, time.instant());
        }
        assertThat(table.countOf("acme")).as("the oldest was evicted").isOne();
        assertThat(table.countOf("globex")).isEqualTo(2);
        assertThat(table.find("acme.0")).isNull();
        assertThat(table.find("acme.2")).isNotNull();
    }

    @Test
    void aNameWithoutAnAccountIsRejected() {
        assertThatThrownBy(() -> table.apply("garbage", claim(1, -1), 10, time.instant()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
