package dev.carteiro.cli.delivery;

import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.subscription.TypePattern;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select attempts; an attempt must match all of them. Filled by picocli. */
final class AttemptFilterOptions {
    @Option(names = "--subscription", paramLabel = "ID", description = "Only deliveries to this subscription.")
    private @Nullable String subscription;

    @Option(names = "--event", paramLabel = "TYPE", description = "Only this event type; * matches one or more characters, as in person.*")
    private @Nullable String event;

    @Option(names = "--outcome", paramLabel = "OUTCOME", split = ",", description = "Only attempts with this outcome: delivered, retry, dead, cancelled; separate several by commas.")
    private List<String> outcomes = List.of();

    @Option(names = "--delivery", paramLabel = "ID", description = "Only this delivery (its webhook-id); repeatable.")
    private List<String> deliveries = List.of();

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if an outcome is unknown; the message lists the known ones
     */
    AttemptFilter compile() {
        for (String outcome : outcomes) {
            if (Arrays.stream(AttemptOutcome.values()).noneMatch(known -> known.code().equals(outcome))) {
                throw new IllegalArgumentException("unknown --outcome '" + outcome + "': use one of " + Arrays
                        .stream(AttemptOutcome.values()).map(AttemptOutcome::code).collect(Collectors.joining(", ")));
            }
        }
        return new AttemptFilter(subscription, event == null ? null : new TypePattern(event), Set.copyOf(outcomes),
                Set.copyOf(deliveries));
    }

    /** A checked filter. Immutable; a {@code null} or empty condition matches everything. */
    record AttemptFilter(@Nullable String subscription, @Nullable TypePattern event, Set<String> outcomes,
            Set<String> deliveries) {
        boolean matches(AttemptDocument attempt) {
            return matchesDelivery(attempt) && (outcomes.isEmpty() || outcomes.contains(attempt.text("outcome")));
        }

        /** Returns true if the attempt's delivery matches, regardless of the outcome. */
        boolean matchesDelivery(AttemptDocument attempt) {
            return (subscription == null || subscription.equals(attempt.text("subscription")))
                    && (event == null || event.matches(attempt.text("event")))
                    && (deliveries.isEmpty() || deliveries.contains(attempt.text("delivery")));
        }
    }
}
