package dev.carteiro.router.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class ProcessorActivitiesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ProcessorActivities activities = new ProcessorActivities(nanos::get);
    private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
    private final List<Optional<String>> seen = new ArrayList<>();

    @Test
    void reportsAProcessorThatIsStuckInARecord() {
        Processor<String, String, String, String> processor = processor("slow");
        context.setRecordMetadata("carteiro.events", 3, 42);

        processor.process(new Record<>("key", "slow", 0));
        processor.process(new Record<>("key", "quick", 0));

        assertThat(seen).containsExactly(Optional.of("thread " + Thread.currentThread().getName()
                + " has been working on record carteiro.events-3 at offset 42 for 47 s"), Optional.empty());
        assertThat(activities.longest()).isZero();
    }

    @Test
    void endsTheActivityOfAFailedProcessor() {
        Processor<String, String, String, String> processor = processor("slow");
        context.setRecordMetadata("carteiro.events", 3, 42);

        assertThatThrownBy(() -> processor.process(new Record<>("key", "fails", 0)))
                .isInstanceOf(IllegalStateException.class);

        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(activities.stall()).isEmpty();
    }

    private Processor<String, String, String, String> processor(String slow) {
        Processor<String, String, String, String> processor = activities
                .of(() -> new SlowProcessor(slow)).get();
        processor.init(context);
        return processor;
    }

    private final class SlowProcessor implements Processor<String, String, String, String> {
        private final String slow;

        SlowProcessor(String slow) {
            this.slow = slow;
        }

        @Override
        public void init(ProcessorContext<String, String> initial) {
            assertThat(initial).isSameAs(context);
        }

        @Override
        public void process(Record<String, String> record) {
            if (record.value().equals("fails")) {
                throw new IllegalStateException("on purpose");
            }
            nanos.addAndGet(record.value().equals(slow) ? Duration.ofSeconds(47).toNanos() : 0);
            seen.add(activities.stall());
        }
    }
}
