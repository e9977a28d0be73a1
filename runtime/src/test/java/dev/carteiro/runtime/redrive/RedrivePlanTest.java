package dev.carteiro.runtime.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.job.Redrive.Share;
import dev.carteiro.schemas.job.RedriveProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedrivePlanTest {
    private static final Instant NOW = Instant.parse("2025-02-10T15:30:50Z");
    private static final DeadLetterFilter CRM = new DeadLetterFilter(Set.of(), "crm", null, null, null);

    @Test
    void countsMatchingDeadLettersByPartition() {
        RedrivePlan plan = plan(CRM, false, List.of());

        assertThat(plan.count()).isEqualTo(3);
        assertThat(plan.before()).isZero();
        assertThat(plan.byReason()).isEqualTo(Map.of(DeadLetterReason.GONE, 2L, DeadLetterReason.MAX_AGE, 1L));
        assertThat(plan.bySubscription()).isEqualTo(Map.of("crm", 3L));
        assertThat(plan.job(Redrive.newId(), null, NOW).shares())
                .isEqualTo(Map.of(0, new Share(4, 8, 2), 2, new Share(9, 10, 1)));
    }

    @Test
    void skipsDeadLettersThatWereRedrivenBeforeUnlessAskedAgain() {
        Redrive first = plan(new DeadLetterFilter(Set.of(), null, DeadLetterReason.GONE, null, null), false, List.of())
                .job(
                        Redrive.newId(), null,
                        NOW);

        RedrivePlan second = plan(CRM, false, List.of(first));
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.before()).isEqualTo(2);
        Redrive both = second.job(Redrive.newId(), null, NOW);
        assertThat(plan(CRM, false, List.of(first, both)).count()).isZero();
        RedrivePlan again = plan(CRM, true, List.of(first, both));
        assertThat(again.count()).isEqualTo(3);
        assertThat(again.before()).isEqualTo(3);
    }

    @Test
    void askedAgainCountsADeliveryOnceByItsLastDeadLetter() {
        Redrive first = plan(CRM, false, List.of()).job(Redrive.newId(), null, NOW);
        RedrivePlan again = new RedrivePlan(CRM, true, List.of(first));
        again.add(letter("dlv_a", 0, 4, "crm", DeadLetterReason.GONE));
        again.add(letter("dlv_b", 0, 6, "crm", DeadLetterReason.GONE));
        again.add(letter("dlv_a", 0, 20, "crm", DeadLetterReason.MAX_AGE));
        again.add(letter("dlv_c", 2, 20, "crm", DeadLetterReason.MAX_AGE));
        again.add(letter("dlv_a", 0, 30, "crm", DeadLetterReason.MAX_AGE));

        assertThat(again.count()).isEqualTo(3);
        assertThat(again.before()).isEqualTo(1);
        assertThat(again.byReason()).isEqualTo(Map.of(DeadLetterReason.GONE, 1L, DeadLetterReason.MAX_AGE, 2L));
        assertThat(again.bySubscription()).isEqualTo(Map.of("crm", 3L));
        assertThat(again.job(Redrive.newId(), null, NOW).shares())
                .isEqualTo(Map.of(0, new Share(4, 31, 2), 2, new Share(20, 21, 1)));
    }

    @Test
    void aJobIsDoneWhenEachOfItsPartitionsIs() {
        Redrive job = plan(CRM, false, List.of()).job(Redrive.newId(), null, NOW);

        assertThat(RedriveStatus.of(job, Map.of())).isEqualTo(new RedriveStatus(0, 0, 3, false));
        RedriveStatus half = RedriveStatus.of(job, Map.of(0, new RedriveProgress(8, 2, 0, true)));
        assertThat(half).isEqualTo(new RedriveStatus(2, 0, 3, false));
        assertThat(half.percent()).isEqualTo(66);
        assertThat(
                RedriveStatus.of(job,
                        Map.of(0, new RedriveProgress(8, 1, 1, true), 2, new RedriveProgress(10, 1, 0, true))))
                .isEqualTo(new RedriveStatus(2, 1, 3, true));
    }

    private static RedrivePlan plan(DeadLetterFilter filter, boolean again, List<Redrive> earlier) {
        RedrivePlan plan = new RedrivePlan(filter, again, earlier);
        plan.add(letter(0, 4, "crm", DeadLetterReason.GONE));
        plan.add(letter(0, 5, "other", DeadLetterReason.GONE));
        plan.add(letter(2, 9, "crm", DeadLetterReason.GONE));
        plan.add(letter(0, 7, "crm", DeadLetterReason.MAX_AGE));
        plan.add(letter(0, 8, "other", DeadLetterReason.MAX_AGE));
        return plan;
    }

    private static StoredDeadLetter letter(int partition, long offset, String subscription, DeadLetterReason reason) {
        return letter("dlv_" + offset, partition, offset, subscription, reason);
    }

    private static StoredDeadLetter letter(String id, int partition, long offset, String subscription,
            DeadLetterReason reason) {
        return new StoredDeadLetter(partition, offset, new DeadLetter(new Delivery(id, subscription, 0, "evt", "a.b",
                "src", null, "2025-02-10T15:30:50Z", EventFormat.JSON, Map.of(), null, Map.of(), NOW,
                DeliveryProgress.NONE,
                new byte[0]), reason, "x", null, null, NOW));
    }
}
