package dev.carteiro.bench.jmh;

import dev.carteiro.bench.load.BenchEvents;
import dev.carteiro.bench.load.BenchSubscription;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryCodec.ReadResult;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.event.EventDecodingResult;
import dev.carteiro.schemas.event.SourceRecord;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decodes an incoming event, and writes and reads its delivery. Each thread of JMH has its own state. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // set by JMH
public class RecordBenchmark {
    private SourceRecord event;
    private ProducerRecord<byte[], byte[]> record;
    private Delivery delivery;
    private DeliveryId ids;

    @Setup
    public void make() {
        event = BenchSamples.record("person.created");
        record = new BenchEvents("loop").next("deliveries", BenchSubscription.several(1, "ok").getFirst());
        delivery = BenchSamples.delivery(record);
        ids = new DeliveryId("events", "evt_1");
    }

    @Benchmark
    public EventDecodingResult decodeEvent() {
        return BenchSamples.decode(event);
    }

    @Benchmark
    public String deliveryId() {
        return ids.forSubscription("subscription-1");
    }

    @Benchmark
    public Headers writeDelivery() {
        return DeliveryCodec.headers(delivery);
    }

    @Benchmark
    public ReadResult readDelivery() {
        return BenchSamples.read(record);
    }
}
