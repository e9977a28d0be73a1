package dev.carteiro.runtime.monitor;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that must be ready before the process is ready. Safe for any thread. */
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private static final String NO_REASON = "not ready";

    private final Map<String, Supplier<Optional<String>>> parts = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    /** @param meters gets a gauge for each part */
    public Readiness(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param part the part's name, for example {@code router} */
    public void require(String part, BooleanSupplier isReady) {
        requireNoProblem(part, () -> isReady.getAsBoolean() ? Optional.empty() : Optional.of(NO_REASON));
    }

    /**
     * @param part as in {@link #require}
     * @param problem returns the reason why the part is not ready, without secrets; empty if it is ready
     */
    public void requireNoProblem(String part, Supplier<Optional<String>> problem) {
        if (parts.put(part, problem) == null) {
            MonitorMeter.READY.spec().gauge(meters, () -> problem(part).isEmpty() ? 1 : 0, part);
        }
    }

    /**
     * The readiness at one moment. Immutable.
     *
     * @param parts by part, whether it is ready
     * @param reasons by part that is not ready, the reason
     */
    public record Report(Map<String, Boolean> parts, Map<String, String> reasons) {
        public Report {
            parts = Collections.unmodifiableMap(new TreeMap<>(parts));
            reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
        }

        public boolean isReady() {
            return reasons.isEmpty();
        }
    }

    /** Checks every part. A part whose check throws is not ready. */
    public Report report() {
        Map<String, Boolean> states = new TreeMap<>();
        Map<String, String> reasons = new TreeMap<>();
        for (String part : parts.keySet()) {
            Optional<String> problem = problem(part);
            states.put(part, problem.isEmpty());
            problem.ifPresent(reason -> reasons.put(part, reason));
        }
        return new Report(states, reasons);
    }

    public boolean isReady() {
        return report().isReady();
    }

    /** Returns by part whether it is ready. */
    public Map<String, Boolean> parts() {
        return report().parts();
    }

    private Optional<String> problem(String part) {
        Supplier<Optional<String>> check = parts.get(part);
        if (check == null) {
            return Optional.of(NO_REASON);
        }
        try {
            return check.get();
        } catch (RuntimeException e) {
            LOG.warn("the readiness check of {} failed", part, e);
            return Optional.of("the readiness check failed: " + e.getClass().getSimpleName());
        }
    }
}
