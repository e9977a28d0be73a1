package dev.carteiro.bench.jmh;

import dev.carteiro.bench.load.BenchEvents;
import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.retry.RetryWheel;
import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.Verdict;
import dev.carteiro.dispatcher.verdict.VerdictTable;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Judges a response. Each thread of JMH has its own state. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // set by JMH
public class VerdictBenchmark {
    @Param({"200", "503"})
    private int status;

    private final VerdictTable table = new VerdictTable(
            new Jitter(new RetryWheel(RetryTiers.DEFAULT, new TopicNames("carteiro.")), new Random(1)),
            Duration.ofHours(12));
    private final Instant now = Instant.now();
    private SendResult answer;
    private Subscription subscription;
    private Delivery delivery;

    @Setup
    public void make() {
        answer = new SendResult.StatusReceived(status, null, "");
        subscription = BenchSamples.subscription("ok-0", "\"events\":[\"*\"]");
        Delivery fresh = BenchSamples
                .delivery(new BenchEvents("loop").next("deliveries", BenchSubscription.several(1, "ok").getFirst()));
        delivery = fresh.with(fresh.progress().attempted(now));
    }

    @Benchmark
    public Verdict judge() {
        return table.judge(answer, subscription, delivery, now, now);
    }
}
