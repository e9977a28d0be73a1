package dev.carteiro.dispatcher.diagnostics;

import dev.carteiro.dispatcher.endpoint.EndpointState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The criteria by which endpoints are ranked. */
enum EndpointRanking {
    /** Failures, weighted towards the recent ones. */
    FAILURES("failures", EndpointState::recentFailures),
    /** The average time of an attempt. */
    LATENCY("latency", state -> state.attemptTime().toNanos()),
    /** The expected wait of the last delivery. */
    BACKLOG("backlog", state -> state.waiting().toNanos());

    private final String parameter;

    @SuppressWarnings("ImmutableEnumChecker") // a stateless function
    private final ToDoubleFunction<EndpointState> badness;

    EndpointRanking(String parameter, ToDoubleFunction<EndpointState> badness) {
        this.parameter = parameter;
        this.badness = badness;
    }

    /**
     * Returns the ranking for a value of the parameter {@code by}.
     *
     * @throws IllegalArgumentException if no ranking has that name
     */
    static EndpointRanking of(String parameter) {
        for (EndpointRanking ranking : values()) {
            if (ranking.parameter.equals(parameter)) {
                return ranking;
            }
        }
        List<String> known = Arrays.stream(values()).map(EndpointRanking::parameter).toList();
        throw new IllegalArgumentException(
                "invalid value '" + parameter + "' of parameter by: use one of " + String.join(", ", known));
    }

    String parameter() {
        return parameter;
    }

    /** Returns the order that puts the worst endpoint first. */
    Comparator<EndpointState> order() {
        return Comparator.comparingDouble(badness).reversed();
    }
}
