package dev.carteiro.cli.delivery;

import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.subscription.TypePattern;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which attempts are shown; all of what is given must fit. Filled by picocli. */
final class AttemptFilterOptions {
    @Option(names = "--subscription", paramLabel = "ID", description = "Only deliveries to this subscription.")
    private @Nullable String subscription;

    @Option(names = "--event", paramLabel = "TYPE", description = "Only of this event type; * stands for one or more characters, as in person.*")
    private @Nullable String event;

    @Option(names = "--outcome", paramLabel = "OUTCOME", split = ",", description = "Only attempts that ended so: delivered, retry, dead, cancelled; several with commas between.")
    private List<String> outcomes = List.of();

    @Option(names = "--delivery", paramLabel = "ID", description = "Only this delivery (its webhook-id); repeatable.")
    private List<String> deliveries = List.of();

    /** @throws IllegalArgumentException if an option cannot be used; the message says why */
    AttemptFilter compile() {
        for (String outcome : outcomes) {
            if (Arrays.stream(AttemptOutcome.values()).noneMatch(known -> known.code().equals(outcome))) {
                throw new IllegalArgumentException("--outcome '" + outcome + "' is unknown: write " + Arrays
                        .stream(AttemptOutcome.values()).map(AttemptOutcome::code).collect(Collectors.joining(", ")));
            }
        }
        return new AttemptFilter(subscription, event == null ? null : new TypePattern(event), Set.copyOf(outcomes),
                Set.copyOf(deliveries));
    }

    /** The filter, checked. Immutable; what is {@code null} or empty fits everything. */
    record AttemptFilter(@Nullable String subscription, @Nullable TypePattern event, Set<String> outcomes,
            Set<String> deliveries) {
        boolean fits(AttemptDocument attempt) {
            return isAbout(attempt) && (outcomes.isEmpty() || outcomes.contains(attempt.text("outcome")));
        }

        /** Whether it is of a delivery that is wanted, whatever its outcome. */
        boolean isAbout(AttemptDocument attempt) {
            return (subscription == null || subscription.equals(attempt.text("subscription")))
                    && (event == null || event.matches(attempt.text("event")))
                    && (deliveries.isEmpty() || deliveries.contains(attempt.text("delivery")));
        }
    }
}
