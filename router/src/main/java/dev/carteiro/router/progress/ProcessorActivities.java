package dev.carteiro.router.progress;

import dev.carteiro.runtime.vital.Activity;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * Tracks the records that the router's processors are processing. Thread-safe. Each processor has its own activity
 * while it is in use.
 */
public final class ProcessorActivities {
    private final Set<Activity> inUse = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanoClock;

    public ProcessorActivities() {
        this(System::nanoTime);
    }

    ProcessorActivities(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Returns a supplier of processors whose activity is tracked. */
    public <K, V, L, W> Supplier<Processor<K, V, L, W>> of(Supplier<Processor<K, V, L, W>> processors) {
        return () -> new TrackedProcessor<>(processors.get(), new Activity(nanoClock), inUse);
    }

    /** Describes a thread that has been processing one record for too long; empty if there is none. */
    public Optional<String> stall() {
        return Activity.firstStall(inUse);
    }

    /** Returns the longest time for which a thread has been processing the same record. */
    public Duration longest() {
        return Activity.longest(inUse);
    }
}
