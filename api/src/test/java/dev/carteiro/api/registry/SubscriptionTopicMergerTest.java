package dev.carteiro.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionTimes;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offsets of the subscriptions topic have one digit here, those of the applied topic three. */
class SubscriptionTopicMergerTest {
    private static final byte[] ONE = SubscriptionDocuments.valid("one");
    private static final byte[] TWO = SubscriptionDocuments.valid("two");

    private final SubscriptionDirectory directory = new SubscriptionDirectory();
    private final SubscriptionTopicMerger merge = new SubscriptionTopicMerger(
            new SubscriptionReader(new AllowedTargets(List.of())), directory);

    @BeforeEach
    void publish() {
        merge.publish();
    }

    /** Returns name, version and {@code +} if in force, as in {@code one@1+}; {@code -} for none. */
    private String state() {
        RegisteredSubscription found = directory.find("id");
        return found == null
                ? "-"
                : found.labels().name() + "@" + found.version() + (found.isInForce() ? "+" : "");
    }

    private void written(byte @Nullable [] value, long offset) {
        merge.applySubscriptionRecord("id", value, offset, at(offset));
    }

    private void applied(byte @Nullable [] value, long offset) {
        merge.applyAppliedRecord("id", value, offset, new SubscriptionTimes(null, at(offset)));
    }

    /** Applies a record as a registrar writes it. */
    private void applied(byte[] value, long offset, long createdAt, long updatedAt) {
        merge.applyAppliedRecord("id", value, offset, new SubscriptionTimes(at(createdAt), at(updatedAt)));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    /**
     * Returns the creation and update times in seconds, as in {@code 1-3}; {@code ?-3} if the creation was not
     * recorded.
     */
    private String times() {
        RegisteredSubscription found = Objects.requireNonNull(directory.find("id"));
        Instant created = found.createdAt();
        return (created == null ? "?" : created.getEpochSecond()) + "-" + found.updatedAt().getEpochSecond();
    }

    @Test
    void theCreationTimeStaysAndTheUpdateTimeChangesWithEachVersion() {
        written(ONE, 1);
        assertThat(times()).isEqualTo("1-1");
        written(TWO, 2);
        assertThat(times()).isEqualTo("1-2");
        applied(ONE, 100, 1, 1);
        applied(TWO, 101, 1, 2);
        assertThat(times()).isEqualTo("1-2");
        written(TWO, 3);
        assertThat(times()).as("the same bytes are an update too").isEqualTo("1-3");
        applied(TWO, 102, 1, 3);
        assertThat(times()).isEqualTo("1-3");
    }

    @Test
    void aSubscriptionCreatedAgainAfterADeleteHasANewCreationTime() {
        written(ONE, 1);
        written(null, 2);
        written(ONE, 3);
        assertThat(times()).isEqualTo("3-3");
        applied(ONE, 100, 1, 1);
        assertThat(times()).as("the registrar is behind").isEqualTo("3-3");
        applied(null, 101);
        applied(ONE, 102, 3, 3);
        assertThat(times()).isEqualTo("3-3");
    }

    @Test
    void afterCompactionTheAppliedTopicHasTheCreationTime() {
        applied(TWO, 101, 1, 2);
        assertThat(times()).isEqualTo("1-2");
        written(TWO, 2);
        assertThat(times()).isEqualTo("1-2");
        written(ONE, 3);
        assertThat(times()).isEqualTo("1-3");
    }

    @Test
    void aSubscriptionOlderThanCreationTimesHasNone() {
        applied(ONE, 100);
        assertThat(times()).isEqualTo("?-100");
        written(ONE, 1);
        assertThat(times()).isEqualTo("?-1");
        written(TWO, 2);
        merge.applyAppliedRecord("id", TWO, 101, new SubscriptionTimes(null, at(2)));
        assertThat(times()).isEqualTo("?-2");
        written(null, 3);
        written(TWO, 4);
        assertThat(times()).isEqualTo("4-4");
    }

    @Test
    void aWriteIsVisibleAtOnceAndInForceOnceApplied() {
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
        written(SubscriptionDocuments.invalid(), 2);
        written(SubscriptionDocuments.bytes("nonsense"), 3);
        assertThat(state()).isEqualTo("one@1+");
    }

    @Test
    void theAppliedVersionCountsIfOnlyAnInvalidOneWasWritten() {
        applied(ONE, 100);
        written(SubscriptionDocuments.invalid(), 7);
        assertThat(state()).isEqualTo("one@a100+");
        written(TWO, 8);
        assertThat(state()).isEqualTo("two@8");
    }

    @Test
    void aDeleteIsVisibleAtOnceEvenIfTheRegistrarIsBehind() {
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
    void repeatedDeletesAndCreationsAreNotConfused() {
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
    void theNumberOfRememberedDeletesIsBounded() {
        written(null, 1);
        for (int i = 0; i < SubscriptionTopicMerger.MAX_REMEMBERED_DELETES; i++) {
            merge.applySubscriptionRecord("other" + i, null, 2 + i, at(2 + i));
        }
        applied(ONE, 100);
        assertThat(state()).as("evicted, so the applied topic counts").isEqualTo("one@a100+");
    }

    @Test
    void recordsBeforePublicationAreVisibleAfterItAndLaterOnesAreFollowed() {
        SubscriptionDirectory late = new SubscriptionDirectory();
        SubscriptionTopicMerger loading = new SubscriptionTopicMerger(
                new SubscriptionReader(new AllowedTargets(List.of())), late);
        loading.applyAppliedRecord("id", ONE, 100, new SubscriptionTimes(null, at(1)));
        loading.applyAppliedRecord("gone", ONE, 101, new SubscriptionTimes(null, at(2)));
        loading.applySubscriptionRecord("id", ONE, 1, at(1));
        loading.applySubscriptionRecord("gone", null, 2, at(2));
        loading.applySubscriptionRecord("not-yet-applied", TWO, 3, at(3));
        assertThat(late.size()).isZero();

        loading.publish();

        assertThat(late.size()).isEqualTo(2);
        assertThat(Objects.requireNonNull(late.find("id")).isInForce()).isTrue();
        assertThat(late.find("gone")).isNull();
        loading.applySubscriptionRecord("id", null, 4, at(4));
        assertThat(late.find("id")).isNull();
    }

    @Test
    void theBytesOfADocumentAreHeldOnce() {
        applied(ONE, 100);
        written(ONE.clone(), 1);
        RegisteredSubscription found = Objects.requireNonNull(directory.find("id"));
        assertThat(found.json()).isSameAs(ONE);
        assertThat(found.appliedOffset()).isEqualTo(100);
    }

    @Test
    void aRecordWhoseKeyIsNotUtf8IsIgnored() {
        merge.applySubscriptionRecord("a\uFFFDb", ONE, 1, at(1));
        assertThat(directory.size()).isZero();
    }

    @Test
    void garbageInTheAppliedTopicIsIgnored() {
        applied(ONE, 100);
        applied(SubscriptionDocuments.bytes("nonsense"), 101);
        assertThat(state()).isEqualTo("one@a100+");
    }
}
