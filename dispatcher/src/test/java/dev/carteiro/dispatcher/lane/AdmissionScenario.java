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
record AdmissionScenario(String name, SimulatedMachine machine, Duration horizon, List<EndpointGroup> groups) {
    AdmissionScenario {
        groups = List.copyOf(groups);
    }

    /** Returns the same scenario with another end. */
    AdmissionScenario until(Duration earlier) {
        return new AdmissionScenario(name, machine, earlier, groups);
    }

    /** Returns the same scenario with nobody but the neighbours. */
    AdmissionScenario neighboursAlone() {
        return new AdmissionScenario(name, machine, horizon,
                groups.stream().filter(EndpointGroup::isNeighbour).toList());
    }

    boolean hasNeighbours() {
        long neighbours = groups.stream().filter(EndpointGroup::isNeighbour).count();
        return neighbours > 0 && neighbours < groups.size();
    }

    /**
     * The machine that a simulated lane runs on.
     *
     * @param processors shared by its workers
     * @param coldSurplus how much longer the first piece of work takes than a later one
     * @param sockets how many it may have open
     * @param maxRecords the lane's memory
     */
    record SimulatedMachine(int processors, Duration coldSurplus, int sockets, int maxRecords) {
        static final SimulatedMachine WARM = new SimulatedMachine(2, Duration.ZERO, 4_000, 10_000);
        static final SimulatedMachine COLD = new SimulatedMachine(2, Duration.ofMillis(40), 4_000, 10_000);
        static final SimulatedMachine FEW_SOCKETS = new SimulatedMachine(2, Duration.ZERO, 64, 10_000);
        static final SimulatedMachine LITTLE_MEMORY = new SimulatedMachine(2, Duration.ZERO, 4_000, 1_600);
        static final SimulatedMachine LEAST_MEMORY = new SimulatedMachine(2, Duration.ZERO, 4_000, 400);
        static final SimulatedMachine COLD_WITH_LITTLE_MEMORY = new SimulatedMachine(2, Duration.ofMillis(40), 4_000,
                1_600);
    }

    /**
     * Endpoints that are alike.
     *
     * @param isNeighbour whether it is they whose losses count
     * @param members of their subscriptions, as JSON
     * @param arrivals for each of them, since the start
     */
    record EndpointGroup(String name, boolean isNeighbour, int endpoints, String members, ReceiverScript script,
            List<Duration> arrivals) {
        EndpointGroup {
            arrivals = List.copyOf(arrivals);
        }

        static EndpointGroup of(String name, int endpoints, ReceiverScript script, List<Duration> arrivals) {
            return new EndpointGroup(name, false, endpoints, "", script, arrivals);
        }

        /** Healthy endpoints that respond in about 40 ms. */
        static EndpointGroup neighbours(int endpoints, List<Duration> arrivals) {
            return new EndpointGroup("neighbour", true, endpoints, "", ReceiverScript.healthy(Duration.ofMillis(40)),
                    arrivals);
        }

        EndpointGroup with(String json) {
            return new EndpointGroup(name, isNeighbour, endpoints, ", " + json, script, arrivals);
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
