package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.outcome.Consequence.Moved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The outcome of a simulation. For one thread. */
final class AdmissionOutcome {
    private static final Set<Moved.MoveReason> UNEXPECTED = EnumSet.of(Moved.MoveReason.CLOCK,
            Moved.MoveReason.UNKNOWN_SUBSCRIPTION,
            Moved.MoveReason.INTERNAL_ERROR);

    private final Map<String, Life> lives = new LinkedHashMap<>();
    private final Map<Moved.MoveReason, Integer> moves = new EnumMap<>(Moved.MoveReason.class);
    private int attempts;
    private int delivered;
    private int dead;
    private int sockets;
    private int maxSockets;
    private int maxQueue;
    private int maxRecords;
    private Duration lastEnd = Duration.ZERO;

    /** A delivery's times since the start of the simulation. */
    private static final class Life {
        private final boolean isNeighbour;
        private final Duration arrived;
        private @Nullable Duration attempted;
        private boolean ended;
        private int deferrals;

        Life(boolean isNeighbour, Duration arrived) {
            this.isNeighbour = isNeighbour;
            this.arrived = arrived;
        }
    }

    void arrived(String delivery, boolean isNeighbour, Duration now) {
        lives.put(delivery, new Life(isNeighbour, now));
    }

    void requestBegins(String delivery, Duration now) {
        attempts++;
        maxSockets = Math.max(maxSockets, ++sockets);
        Life life = life(delivery);
        if (life.attempted == null) {
            life.attempted = now;
        }
    }

    void requestEnds() {
        sockets--;
    }

    int openSockets() {
        return sockets;
    }

    void sampled(int longestQueue, int records) {
        maxQueue = Math.max(maxQueue, longestQueue);
        maxRecords = Math.max(maxRecords, records);
    }

    void committed(Consequence consequence, Duration now) {
        switch (consequence) {
            case Consequence.Delivered(var attempt) -> {
                delivered++;
                end(attempt.subject().delivery(), now);
            }
            case Consequence.DeadLettered(var attempt, var letter) -> {
                dead++;
                end(attempt.subject().delivery(), now);
            }
            case Consequence.Moved moved when UNEXPECTED.contains(moved.why()) -> throw unexpected(moved);
            case Consequence.Moved(var delivery, var due, var why) -> {
                moves.merge(why, 1, Integer::sum);
                life(delivery.id()).deferrals += why == Moved.MoveReason.HOP ? 0 : 1;
            }
            case Consequence.WithStatusChange noted -> committed(noted.consequence(), now);
            case Consequence.Retried retried -> {
            }
            case Consequence.Cancelled cancelled -> throw unexpected(cancelled);
            case Consequence.Tested tested -> throw unexpected(tested);
            case Consequence.Held held -> throw unexpected(held);
            case Consequence.Quarantined quarantined -> throw unexpected(quarantined);
        }
    }

    private void end(String delivery, Duration now) {
        Life life = life(delivery);
        if (life.ended) {
            throw new AssertionError(delivery + " has ended twice");
        }
        life.ended = true;
        lastEnd = now;
    }

    private Life life(String delivery) {
        return Objects.requireNonNull(lives.get(delivery), delivery);
    }

    private static AssertionError unexpected(Consequence consequence) {
        return new AssertionError("no scenario leads to " + consequence);
    }

    int deliveries() {
        return lives.size();
    }

    int attempts() {
        return attempts;
    }

    int delivered() {
        return delivered;
    }

    int dead() {
        return dead;
    }

    /** Returns how many have neither been delivered nor given up. */
    int left() {
        return lives.size() - delivered - dead;
    }

    int maxSockets() {
        return maxSockets;
    }

    int maxQueue() {
        return maxQueue;
    }

    int maxRecords() {
        return maxRecords;
    }

    Duration lastEnd() {
        return lastEnd;
    }

    int moves(Moved.MoveReason why) {
        return moves.getOrDefault(why, 0);
    }

    int neighboursDeferrals() {
        return lives.values().stream().filter(life -> life.isNeighbour).mapToInt(life -> life.deferrals).sum();
    }

    Waits waits(Duration end) {
        return waits(life -> true, end);
    }

    Waits neighboursWaits(Duration end) {
        return waits(life -> life.isNeighbour, end);
    }

    private Waits waits(Predicate<Life> which, Duration end) {
        List<Duration> waits = new ArrayList<>();
        for (Life life : lives.values()) {
            if (which.test(life)) {
                waits.add(Objects.requireNonNullElse(life.attempted, end).minus(life.arrived));
            }
        }
        waits.sort(Comparator.naturalOrder());
        return new Waits(percentile(waits, 50), percentile(waits, 99), percentile(waits, 100));
    }

    private static Duration percentile(List<Duration> sorted, int percent) {
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
    }

    /** Times from an arrival to the first attempt; for a delivery without one, to the end of the simulation. */
    record Waits(Duration median, Duration p99, Duration max) {
    }
}
