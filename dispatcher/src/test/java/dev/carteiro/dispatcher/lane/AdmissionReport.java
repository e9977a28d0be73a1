package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.admission.AdmissionPolicy;
import dev.carteiro.dispatcher.lane.AdmissionOutcome.Waits;
import dev.carteiro.dispatcher.outcome.Consequence.Moved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The outcomes of all scenarios, as tables for people and for a diff. */
final class AdmissionReport {
    private static final List<Moved.MoveReason> REASONS = List.of(Moved.MoveReason.HOP, Moved.MoveReason.MEMORY_FULL,
            Moved.MoveReason.QUEUE_FULL,
            Moved.MoveReason.EVICTED, Moved.MoveReason.BREAKER_OPEN, Moved.MoveReason.RATE_LIMITED,
            Moved.MoveReason.NO_CONNECTION);

    private final List<List<String>> outcomes = new ArrayList<>();
    private final List<List<String>> moves = new ArrayList<>();
    private final List<List<String>> neighbours = new ArrayList<>();

    private final AdmissionPolicy policy;

    private AdmissionReport(AdmissionPolicy policy) {
        this.policy = policy;
        outcomes.add(
                List.of("scenario", "deliveries", "attempts", "delivered", "dead", "left", "wait p50", "p99", "max",
                        "longest queue", "most sockets", "most records", "drained after"));
        moves.add(Stream.concat(Stream.of("scenario"),
                REASONS.stream().map(why -> why.name().toLowerCase(Locale.ROOT).replace('_', ' '))).toList());
        neighbours.add(List.of("scenario", "alone: p50", "p99", "max", "deferrals", "here: p50", "p99", "max",
                "deferrals", "p99 lost"));
    }

    /** Runs each scenario, and its neighbours alone. */
    static String of(List<AdmissionScenario> scenarios, AdmissionPolicy policy) {
        AdmissionReport report = new AdmissionReport(policy);
        scenarios.forEach(report::add);
        return report.text();
    }

    private void add(AdmissionScenario scenario) {
        AdmissionOutcome outcome = LaneSimulation.run(scenario, policy);
        Waits waits = outcome.waits(scenario.horizon());
        outcomes.add(List.of(scenario.name(), number(outcome.deliveries()), number(outcome.attempts()),
                number(outcome.delivered()), number(outcome.dead()), number(outcome.left()), seconds(waits.median()),
                seconds(waits.p99()), seconds(waits.max()), number(outcome.maxQueue()), number(outcome.maxSockets()),
                number(outcome.maxRecords()), seconds(outcome.lastEnd())));
        moves.add(Stream.concat(Stream.of(scenario.name()), REASONS.stream().map(why -> number(outcome.moves(why))))
                .toList());
        if (scenario.hasNeighbours()) {
            AdmissionOutcome alone = LaneSimulation.run(scenario.neighboursAlone(), policy);
            Waits before = alone.neighboursWaits(scenario.horizon());
            Waits here = outcome.neighboursWaits(scenario.horizon());
            neighbours.add(List.of(scenario.name(), seconds(before.median()), seconds(before.p99()),
                    seconds(before.max()), number(alone.neighboursDeferrals()), seconds(here.median()),
                    seconds(here.p99()), seconds(here.max()), number(outcome.neighboursDeferrals()),
                    seconds(here.p99().minus(before.p99()))));
        }
    }

    private String text() {
        return """
                # What a lane does with its deliveries

                Written by `AdmissionReportTest` from a simulation: the lane's own code, on virtual time, against scripted
                receivers. Times are in seconds. A wait is the time from a delivery's arrival to its first attempt.

                ## Outcomes

                %s
                ## Moves to a retry topic without an attempt, by reason

                %s
                ## What healthy neighbours lose

                Their waits without the others of the scenario, and with them.

                %s"""
                .formatted(table(outcomes), table(moves), table(neighbours));
    }

    private static String table(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            text.append(line(rows.get(row), widths));
            if (row == 0) {
                text.append(line(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths));
            }
        }
        return text.toString();
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - cells.get(column).length());
            line.append(' ').append(column == 0 ? cells.get(column) + padding : padding + cells.get(column))
                    .append(" |");
        }
        return line.append('\n').toString();
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1_000.0);
    }
}
