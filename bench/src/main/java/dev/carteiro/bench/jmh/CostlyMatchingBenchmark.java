package dev.carteiro.bench.jmh;

import dev.carteiro.router.match.MatchResult;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.schemas.event.Event;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Matches one event of half a megabyte against a thousand filters, both as costly as possible. Matching stops when its steps are
 * used up; this benchmark measures the time of these steps. Each thread of JMH has its own state.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // set by JMH
public class CostlyMatchingBenchmark {
    private static final int FILTERS = 1_000;
    private static final String TYPE = "costly.event";

    /** Each shape is one kind of event and filter. */
    @Param({"values", "objects", "wildcard", "ranges", "digits", "ignore-case"})
    private String shape;

    private final SubscriptionIndex index = new SubscriptionIndex();
    private Event costly;
    private Event cheap;

    @Setup
    public void fill() {
        for (int i = 0; i < FILTERS; i++) {
            index.put(BenchSamples.subscription("subscription-" + i,
                    "\"events\":[\"" + TYPE + "\"],\"filter\":{\"data\":" + filter(i) + "}"), i);
        }
        costly = BenchSamples.event(TYPE, "{\"n\":" + values() + "}");
        cheap = BenchSamples.event(TYPE, "{}");
    }

    /** Matches a cheap event, so that no filter fails often enough to be disabled. */
    @Setup(Level.Invocation)
    public void matchCheapEvent() {
        index.match(cheap);
    }

    @Benchmark
    public MatchResult match() {
        return index.match(costly);
    }

    private String filter(int number) {
        return switch (shape) {
            case "values" -> "{\"n\":[1," + (number + 2) + "]}";
            case "objects" -> "{\"n\":{\"a\":[1],\"b\":[1],\"c\":[1],\"d\":[1],\"e\":[" + (number + 2) + "]}}";
            case "wildcard" -> "{\"n\":[{\"wildcard\":\"" + "*a".repeat(19) + "*" + number + "\"}]}";
            case "ranges" ->
                "{\"n\":[" + list(75, "{\"numeric\":[\">\"," + number + ".5,\"<\"," + number + ".6]}") + "]}";
            case "digits" -> "{\"n\":[{\"numeric\":[\"=\"," + number + "]}]}";
            default -> "{\"n\":[{\"equals-ignore-case\":\"" + "A".repeat(200) + number + "\"}]}";
        };
    }

    private String values() {
        return switch (shape) {
            case "values" -> "[" + list(240_000, "0") + "]";
            case "objects" -> "[" + list(14_000, "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1}") + "]";
            case "wildcard" -> "\"" + "a".repeat(500_000) + "\"";
            case "ranges" -> "[" + list(60_000, "1234.55") + "]";
            case "digits" -> "[" + list(500, "1" + "0".repeat(990)) + "]";
            default -> "[" + list(2_400, "\"" + "a".repeat(200) + "\"") + "]";
        };
    }

    private static String list(int length, String element) {
        return String.join(",", Collections.nCopies(length, element));
    }
}
