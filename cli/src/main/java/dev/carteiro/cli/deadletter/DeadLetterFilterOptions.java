package dev.carteiro.cli.deadletter;

import dev.carteiro.cli.option.TimeArgument;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.job.DeadLetterFilter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select dead letters. Filled by picocli. */
final class DeadLetterFilterOptions {
    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only dead letters of this tenant.")
    private @Nullable String tenant;

    @Option(names = "--subscription", paramLabel = "ID", description = "Only dead letters of this subscription.")
    private @Nullable String subscription;

    @Option(names = "--reason", paramLabel = "REASON", description = "Only dead letters with this reason, for example retries-exhausted.")
    private @Nullable String reason;

    @Option(names = "--from", paramLabel = "TIME", description = "Only dead letters from then on: 2025-02-10T15:30:00Z, or 2h for two hours ago.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only dead letters from before then.")
    private @Nullable String to;

    @Option(names = "--delivery", paramLabel = "ID", description = "Only dead letters of this delivery; repeatable.")
    private List<String> deliveries = List.of();

    boolean areGiven() {
        return tenant != null || subscription != null || reason != null || from != null || to != null
                || !deliveries.isEmpty();
    }

    DeadLetterFilter filter(Instant now) {
        return new DeadLetterFilter(tenant, Set.copyOf(deliveries), subscription, reason(reason),
                time("--from", from, now), time("--to", to, now));
    }

    private static @Nullable DeadLetterReason reason(@Nullable String code) {
        return code == null
                ? null
                : DeadLetterReason.ofCode(code)
                        .orElseThrow(() -> new IllegalArgumentException("unknown --reason '" + code + "': use one of "
                                + Stream.of(DeadLetterReason.values()).map(DeadLetterReason::code)
                                        .collect(Collectors.joining(", "))));
    }

    private static @Nullable Instant time(String option, @Nullable String text, Instant now) {
        return text == null ? null : TimeArgument.parse(option, text, now);
    }
}
