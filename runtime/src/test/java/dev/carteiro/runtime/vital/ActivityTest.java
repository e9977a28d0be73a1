package dev.carteiro.runtime.vital;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ActivityTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Activity activity = new Activity(nanos::get);

    @Test
    void waitingForWorkIsNotAStall() {
        activity.begin("carteiro.events", 3, 42);
        activity.end();
        pass(Duration.ofHours(1));

        assertThat(activity.stall()).isEmpty();
        assertThat(activity.lasting()).isZero();
    }

    @Test
    void oneRecordForMoreThanThirtySecondsIsAStall() {
        activity.begin("carteiro.events", 3, 42);
        pass(Duration.ofSeconds(30));
        assertThat(activity.stall()).isEmpty();

        pass(Duration.ofSeconds(17));

        assertThat(activity.stall()).contains("thread " + Thread.currentThread().getName()
                + " has been working on record carteiro.events-3 at offset 42 for 47 s");
    }

    @Test
    void everyBeginningIsProgress() {
        for (int round = 0; round < 10; round++) {
            activity.begin("a round");
            pass(Duration.ofSeconds(20));
        }
        assertThat(activity.stall()).isEmpty();

        pass(Duration.ofSeconds(11));

        assertThat(activity.stall())
                .contains("thread " + Thread.currentThread().getName() + " has been working on a round for 31 s");
    }

    @Test
    void reportsTheLongestOfSeveral() {
        Activity idle = new Activity(nanos::get);
        activity.begin("a round");
        pass(Duration.ofSeconds(31));

        assertThat(Activity.longest(List.of(idle, activity))).isEqualTo(Duration.ofSeconds(31));
        assertThat(Activity.firstStall(List.of(idle, activity))).isPresent();
        assertThat(Activity.firstStall(List.of(idle))).isEmpty();
        assertThat(Activity.longest(List.of())).isZero();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
