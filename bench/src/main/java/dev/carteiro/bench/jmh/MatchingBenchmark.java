package dev.carteiro.bench.jmh;

import dev.carteiro.router.match.MatchResult;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.schemas.event.Event;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Matches an event against many subscriptions, few of which match. Each thread of JMH has its own state. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // set by JMH
public class MatchingBenchmark {
    private static final int CANDIDATES = 10;

    @Param({"1", "1000", "100000"})
    private int subscriptions;

    /** One exact type; one pattern; ten of the type, each with a filter, one of which matches. */
    @Param({"exact", "wildcard", "filter"})
    private String kind;

    private final SubscriptionIndex index = new SubscriptionIndex();
    private Event event;

    @Setup
    public void fill() {
        for (int i = 0; i < subscriptions; i++) {
            index.put(BenchSamples.subscription("subscription-" + i, members(i)), i);
        }
        event = BenchSamples.event("kind.0.created");
        if (index.match(event).found().size() != 1) {
            throw new IllegalStateException(index.match(event).toString());
        }
    }

    @Benchmark
    public MatchResult match() {
        return index.match(event);
    }

    private String members(int number) {
        return switch (kind) {
            case "exact" -> "\"events\":[\"kind." + number + ".created\"]";
            case "wildcard" -> "\"events\":[\"kind." + number + ".*\"]";
            default -> "\"events\":[\"kind." + number / CANDIDATES + ".created\"],\"filter\":{\"data\":{\"firstName\":["
                    + (number % CANDIDATES == 0 ? "{\"prefix\":\"Ali\"}" : "\"somebody-" + number + "\"") + "]}}";
        };
    }
}
