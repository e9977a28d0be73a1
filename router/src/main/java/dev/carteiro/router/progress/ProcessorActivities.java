package dev.carteiro.router.progress;

import dev.carteiro.runtime.vital.Activity;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;

/** What the router's processors are working on; each has an activity of its own while it is in use. Safe for any thread. */
public final class ProcessorActivities {
    private final Set<Activity> inUse = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanoClock;

    public ProcessorActivities() {
        this(System::nanoTime);
    }

    ProcessorActivities(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Makes processors whose work is seen here. */
    public <K, V, L, W> Supplier<Processor<K, V, L, W>> of(Supplier<Processor<K, V, L, W>> processors) {
        return () -> new TrackedProcessor<>(processors.get(), new Activity(nanoClock), inUse);
    }

    /** Says in words which thread has been working on one record for too long. */
    public Optional<String> stall() {
        return Activity.firstStall(inUse);
    }

    /** The longest time for which a thread has been working on the same record. */
    public Duration longest() {
        return Activity.longest(inUse);
    }
}
