package dev.carteiro.api.act;

import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.redrive.Plan;
import dev.carteiro.runtime.redrive.Redrives;
import dev.carteiro.schemas.job.LetterFilter;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Plans redrives, starts them and finds them again. Safe for any thread. A plan looks at every dead letter there is, so
 * few are made at a time.
 */
public final class Redriving {
    private static final int PLANS_AT_ONCE = 2;
    private static final int LOOK_UPS_AT_ONCE = 4;

    private final Redrives redrives;
    private final Semaphore plans = new Semaphore(PLANS_AT_ONCE);
    private final Semaphore lookUps = new Semaphore(LOOK_UPS_AT_ONCE);

    public Redriving(Redrives redrives) {
        this.redrives = redrives;
    }

    /**
     * What a redrive would do; writes nothing.
     *
     * @return empty if too many look at the letters already: ask again
     * @throws KafkaUnavailable if the letters cannot be read
     */
    public Optional<Plan> plan(LetterFilter filter, boolean again) {
        if (!plans.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(() -> redrives.plan(filter, again)));
        } finally {
            plans.release();
        }
    }

    /** @param rate over all partitions; {@code null} for no limit */
    public Redrive start(Plan plan, @Nullable RateLimit rate, Instant now) {
        return redrives.start(plan, rate, now);
    }

    /**
     * Empty if there is no such job.
     *
     * @throws KafkaUnavailable if the jobs cannot be read
     */
    public Optional<Redrives.Known> find(String id) throws InterruptedException {
        lookUps.acquire();
        try {
            return read(() -> redrives.find(id));
        } finally {
            lookUps.release();
        }
    }

    private static <T> T read(Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw new KafkaUnavailable("cannot read dead letters and jobs: " + e.getMessage(), e);
        }
    }
}
