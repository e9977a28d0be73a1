package dev.carteiro.runtime.monitor;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The parts that must be up before a process is ready. Safe for any thread. */
public final class Readiness {
    private final Map<String, BooleanSupplier> parts = new ConcurrentHashMap<>();

    /** @param part a name for people, for example {@code router} */
    public void require(String part, BooleanSupplier isReady) {
        parts.put(part, isReady);
    }

    public boolean isReady() {
        return parts.values().stream().allMatch(BooleanSupplier::getAsBoolean);
    }

    /** Each part and whether it is ready. */
    public Map<String, Boolean> parts() {
        Map<String, Boolean> states = new TreeMap<>();
        parts.forEach((part, isReady) -> states.put(part, isReady.getAsBoolean()));
        return states;
    }
}
