package dev.carteiro.router.progress;

import dev.carteiro.runtime.vital.Activity;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Reports the record that is being processed, and delegates to another processor. One instance per task, used only by
 * its thread.
 */
final class TrackedProcessor<K, V, L, W> implements Processor<K, V, L, W> {
    private final Processor<K, V, L, W> processor;
    private final Activity activity;
    private final Set<Activity> inUse;
    private @Nullable ProcessorContext<L, W> context;

    TrackedProcessor(Processor<K, V, L, W> processor, Activity activity, Set<Activity> inUse) {
        this.processor = processor;
        this.activity = activity;
        this.inUse = inUse;
    }

    @Override
    public void init(ProcessorContext<L, W> initial) {
        context = initial;
        inUse.add(activity);
        processor.init(initial);
    }

    @Override
    public void process(Record<K, V> record) {
        RecordMetadata position = context == null ? null : context.recordMetadata().orElse(null);
        if (position == null) {
            activity.begin("a record without a position");
        } else {
            activity.begin(position.topic(), position.partition(), position.offset());
        }
        try {
            processor.process(record);
        } finally {
            activity.end();
        }
    }

    @Override
    public void close() {
        inUse.remove(activity);
        processor.close();
    }
}
