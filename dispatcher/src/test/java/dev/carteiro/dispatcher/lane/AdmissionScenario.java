package dev.carteiro.dispatcher.lane;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Endpoints, what they respond, and the deliveries that arrive for them. Immutable.
 *
 * @param machine what the lane runs on
 * @param horizon the simulation ends then at the latest
 */
record AdmissionScenario(String name, Machine machine, Duration horizon, List<Group> groups) {
    AdmissionScenario {
        groups = List.copyOf(groups);
    }

    /** Returns the same scenario with another end. */
    AdmissionScenario until(Duration earlier) {
        return new AdmissionScenario(name, machine, earlier, groups);
    }

    /** Returns the same scenario with nobody but the neighbours. */
    AdmissionScenario neighboursAlone() {
        return new AdmissionScenario(name, machine, horizon, groups.stream().filter(Group::isNeighbour).toList());
    }

    boolean hasNeighbours() {
        long neighbours = groups.stream().filter(Group::isNeighbour).count();
        return neighbours > 0 && neighbours < groups.size();
    }

    /**
     * What a lane runs on.
     *
     * @param processors shared by its workers
     * @param coldSurplus how much longer the first piece of work takes than a later one
     * @param sockets how many it may have open
     * @param maxRecords the lane's memory
     */
    record Machine(int processors, Duration coldSurplus, int sockets, int maxRecords) {
        static final Machine WARM = new Machine(2, Duration.ZERO, 4_000, 10_000);
        static final Machine COLD = new Machine(2, Duration.ofMillis(40), 4_000, 10_000);
        static final Machine FEW_SOCKETS = new Machine(2, Duration.ZERO, 64, 10_000);
        static final Machine LITTLE_MEMORY = new Machine(2, Duration.ZERO, 4_000, 1_600);
        static final Machine LEAST_MEMORY = new Machine(2, Duration.ZERO, 4_000, 400);
        static final Machine COLD_WITH_LITTLE_MEMORY = new Machine(2, Duration.ofMillis(40), 4_000, 1_600);
    }

    /**
     * Endpoints that are alike.
     *
     * @param isNeighbour whether it is they whose losses count
     * @param members of their subscriptions, as JSON
     * @param arrivals for each of them, since the start
     */
    record Group(String name, boolean isNeighbour, int endpoints, String members, ReceiverScript script,
            List<Duration> arrivals) {
        Group {
            arrivals = List.copyOf(arrivals);
        }

        static Group of(String name, int endpoints, ReceiverScript script, List<Duration> arrivals) {
            return new Group(name, false, endpoints, "", script, arrivals);
        }

        /** Healthy endpoints that respond in about 40 ms. */
        static Group neighbours(int endpoints, List<Duration> arrivals) {
            return new Group("neighbour", true, endpoints, "", ReceiverScript.healthy(Duration.ofMillis(40)),
                    arrivals);
        }

        Group with(String json) {
            return new Group(name, isNeighbour, endpoints, ", " + json, script, arrivals);
        }
    }

    /** Returns so many arrivals at the same time. */
    static List<Duration> burst(int deliveries, Duration at) {
        return IntStream.range(0, deliveries).mapToObj(i -> at).toList();
    }

    /** Returns arrivals at an even pace, so far apart. */
    static List<Duration> every(Duration spacing, Duration length) {
        return Stream.iterate(Duration.ZERO, at -> at.compareTo(length) < 0, at -> at.plus(spacing)).toList();
    }

    /** Returns bursts of so many deliveries, so far apart. */
    static List<Duration> bursts(int deliveries, Duration spacing, Duration length) {
        return every(spacing, length).stream().flatMap(at -> burst(deliveries, at).stream()).toList();
    }
}
