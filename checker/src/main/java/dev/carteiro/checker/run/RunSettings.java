package dev.carteiro.checker.run;

import dev.carteiro.checker.defect.Defect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run is told. Immutable.
 *
 * @param seed decides workload and faults
 * @param faults how long faults are injected
 * @param defect a mistake on purpose; {@code null} for none
 * @param withPauses whether subscriptions are paused and resumed
 */
public record RunSettings(long seed, Duration faults, @Nullable Defect defect, boolean withPauses) {
}
