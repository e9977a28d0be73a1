package dev.carteiro.checker.run;

import dev.carteiro.checker.defect.Defect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a run. Immutable.
 *
 * @param seed decides workload and faults
 * @param faults time for which faults are injected
 * @param defect a seeded defect; {@code null} for none
 * @param withPauses whether subscriptions are paused and resumed
 */
public record RunSettings(long seed, Duration faults, @Nullable Defect defect, boolean withPauses) {
}
