package dev.carteiro.dispatcher.diagnostics;

import dev.carteiro.dispatcher.endpoint.EndpointState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What makes an endpoint worse than another. */
enum EndpointRanking {
    /** Failures, the recent ones counting most. */
    FAILURES("failures", EndpointState::recentFailures),
    /** How long an attempt takes. */
    LATENCY("latency", state -> state.answerTime().toNanos()),
    /** How long the last in line waits. */
    BACKLOG("backlog", state -> state.waiting().toNanos());

    private final String parameter;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final ToDoubleFunction<EndpointState> badness;

    EndpointRanking(String parameter, ToDoubleFunction<EndpointState> badness) {
        this.parameter = parameter;
        this.badness = badness;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    static EndpointRanking of(String parameter) {
        for (EndpointRanking ranking : values()) {
            if (ranking.parameter.equals(parameter)) {
                return ranking;
            }
        }
        List<String> known = Arrays.stream(values()).map(EndpointRanking::parameter).toList();
        throw new IllegalArgumentException("by is '" + parameter + "': write one of " + String.join(", ", known));
    }

    String parameter() {
        return parameter;
    }

    /** The worst first. */
    Comparator<EndpointState> order() {
        return Comparator.comparingDouble(badness).reversed();
    }
}
