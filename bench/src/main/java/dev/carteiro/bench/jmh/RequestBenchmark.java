package dev.carteiro.bench.jmh;

import dev.carteiro.bench.load.BenchEvents;
import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.dispatcher.render.Envelope;
import dev.carteiro.dispatcher.render.RenderedBody;
import dev.carteiro.dispatcher.sign.SignedHeaders;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Renders and signs a delivery. Each thread of JMH has its own state. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // set by JMH
public class RequestBenchmark {
    @Param({"standard", "twenty", "raw"})
    private String profile;

    private final Instant now = Instant.now();
    private Subscription subscription;
    private Delivery delivery;
    private byte[] body;

    @Setup
    public void make() throws InvalidJsonException {
        subscription = BenchSamples.subscription("ok-0", "\"events\":[\"*\"],\"secrets\":[\"" + BenchSubscription.SECRET
                + "\"],\"profile\":\"" + profile + "\"");
        delivery = BenchSamples
                .delivery(new BenchEvents("loop").next("deliveries", BenchSubscription.several(1, "ok").getFirst()));
        body = Envelope.render(subscription, delivery).body();
    }

    @Benchmark
    public RenderedBody render() throws InvalidJsonException {
        return Envelope.render(subscription, delivery);
    }

    @Benchmark
    public Map<String, String> sign() {
        return SignedHeaders.of(subscription, delivery.id(), 1, now, body);
    }
}
