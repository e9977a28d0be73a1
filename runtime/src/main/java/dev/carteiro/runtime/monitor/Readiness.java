package dev.carteiro.runtime.monitor;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that must be up before a process is ready. Safe for any thread. */
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final Map<String, BooleanSupplier> parts = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    /** @param meters shows each part */
    public Readiness(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param part a name for people, for example {@code router} */
    public void require(String part, BooleanSupplier isReady) {
        if (parts.put(part, isReady) == null) {
            MonitorMeter.READY.spec().gauge(meters, () -> isUp(part) ? 1 : 0, part);
        }
    }

    public boolean isReady() {
        return !parts().containsValue(false);
    }

    /** Each part and whether it is ready; one that throws is not. */
    public Map<String, Boolean> parts() {
        Map<String, Boolean> states = new TreeMap<>();
        parts.forEach((part, isReady) -> states.put(part, isUp(part, isReady)));
        return states;
    }

    private boolean isUp(String part) {
        BooleanSupplier isReady = parts.get(part);
        return isReady != null && isUp(part, isReady);
    }

    private static boolean isUp(String part, BooleanSupplier isReady) {
        try {
            return isReady.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.warn("{} cannot tell whether it is ready", part, e);
            return false;
        }
    }
}
