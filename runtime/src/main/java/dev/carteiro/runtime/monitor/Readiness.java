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

/** The parts that must be up before a process is ready. Safe for any thread. */
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private static final String NO_REASON = "not ready";

    private final Map<String, Supplier<Optional<String>>> parts = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    /** @param meters shows each part */
    public Readiness(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param part a name for people, for example {@code router} */
    public void require(String part, BooleanSupplier isReady) {
        requireNoProblem(part, () -> isReady.getAsBoolean() ? Optional.empty() : Optional.of(NO_REASON));
    }

    /**
     * @param part as of {@link #require}
     * @param problem why the part is not ready, in words for people and without anything secret; empty where it is
     */
    public void requireNoProblem(String part, Supplier<Optional<String>> problem) {
        if (parts.put(part, problem) == null) {
            MonitorMeter.READY.spec().gauge(meters, () -> problem(part).isEmpty() ? 1 : 0, part);
        }
    }

    /**
     * What was found at one moment. Immutable.
     *
     * @param parts each part and whether it is ready
     * @param reasons why, by part, for those that are not
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

    /** Looks at every part; one that throws is not ready. */
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

    /** Each part and whether it is ready. */
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
            LOG.warn("{} cannot tell whether it is ready", part, e);
            return Optional.of("it cannot tell: " + e.getClass().getSimpleName());
        }
    }
}
