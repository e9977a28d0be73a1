package dev.carteiro.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.target.AllowedTargets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offsets of the subscriptions topic are written with one digit, those of the applied topic with three. */
class MergeTest {
    private static final byte[] ONE = Documents.valid("one");
    private static final byte[] TWO = Documents.valid("two");

    private final Directory directory = new Directory();
    private final Merge merge = new Merge(new SubscriptionReader(new AllowedTargets(List.of())), directory);

    @BeforeEach
    void show() {
        merge.show();
    }

    /** {@code one@1+} for a document, its version and whether it is in force; {@code -} for none. */
    private String state() {
        Registered found = directory.find("id");
        return found == null
                ? "-"
                : found.labels().name() + "@" + found.version() + (found.inForce() ? "+" : "");
    }

    private void written(byte @Nullable [] value, long offset) {
        merge.written("id", value, offset);
    }

    private void applied(byte @Nullable [] value, long offset) {
        merge.applied("id", value, offset);
    }

    @Test
    void aWriteIsThereAtOnceAndInForceOnceApplied() {
        written(ONE, 1);
        assertThat(state()).isEqualTo("one@1");
        applied(ONE, 100);
        assertThat(state()).isEqualTo("one@1+");
        written(TWO, 2);
        assertThat(state()).isEqualTo("two@2");
        applied(TWO, 101);
        assertThat(state()).isEqualTo("two@2+");
    }

    @Test
    void anInvalidVersionChangesNothing() {
        written(ONE, 1);
        applied(ONE, 100);
        written(Documents.invalid(), 2);
        written(Documents.bytes("nonsense"), 3);
        assertThat(state()).isEqualTo("one@1+");
    }

    @Test
    void whereCompactionLeftOnlyAnInvalidVersionTheAppliedOneCounts() {
        applied(ONE, 100);
        written(Documents.invalid(), 7);
        assertThat(state()).isEqualTo("one@a100+");
        written(TWO, 8);
        assertThat(state()).isEqualTo("two@8");
    }

    @Test
    void aDeleteIsThereAtOnceWhateverTheRegistrarStillPassesOn() {
        written(ONE, 1);
        written(null, 2);
        assertThat(state()).isEqualTo("-");
        applied(ONE, 100);
        assertThat(state()).isEqualTo("-");
        applied(null, 101);
        assertThat(state()).isEqualTo("-");
        written(TWO, 3);
        assertThat(state()).isEqualTo("two@3");
    }

    @Test
    void whatIsDeletedAndMadeAgainIsNotMixedUp() {
        written(ONE, 1);
        written(null, 2);
        written(ONE, 3);
        written(null, 4);
        applied(ONE, 100);
        applied(null, 101);
        applied(ONE, 102);
        assertThat(state()).isEqualTo("-");
        applied(null, 103);
        assertThat(state()).isEqualTo("-");
    }

    @Test
    void deletesAreNotRememberedForEver() {
        written(null, 1);
        for (int i = 0; i < Merge.REMEMBERED_DELETES; i++) {
            merge.written("other" + i, null, 2 + i);
        }
        applied(ONE, 100);
        assertThat(state()).as("forgotten, so that the applied topic counts").isEqualTo("one@a100+");
    }

    @Test
    void whatIsTakenInBeforeItIsShownIsThereThenAndFollowedFromThere() {
        Directory late = new Directory();
        Merge loading = new Merge(new SubscriptionReader(new AllowedTargets(List.of())), late);
        loading.applied("id", ONE, 100);
        loading.applied("gone", ONE, 101);
        loading.written("id", ONE, 1);
        loading.written("gone", null, 2);
        loading.written("not-yet-applied", TWO, 3);
        assertThat(late.size()).isZero();

        loading.show();

        assertThat(late.size()).isEqualTo(2);
        assertThat(Objects.requireNonNull(late.find("id")).inForce()).isTrue();
        assertThat(late.find("gone")).isNull();
        loading.written("id", null, 4);
        assertThat(late.find("id")).isNull();
    }

    @Test
    void oneDocumentIsHeldOnce() {
        applied(ONE, 100);
        written(ONE.clone(), 1);
        Registered found = Objects.requireNonNull(directory.find("id"));
        assertThat(found.json()).isSameAs(ONE);
        assertThat(found.appliedAt()).isEqualTo(100);
    }

    @Test
    void aKeyThatIsNoUtf8IsNoSubscription() {
        merge.written("a\uFFFDb", ONE, 1);
        assertThat(directory.size()).isZero();
    }

    @Test
    void garbageInTheAppliedTopicIsIgnored() {
        applied(ONE, 100);
        applied(Documents.bytes("nonsense"), 101);
        assertThat(state()).isEqualTo("one@a100+");
    }
}
