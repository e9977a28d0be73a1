package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.router.match.Match;
import dev.carteiro.router.match.MatchResult;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.event.EventDecodingResult;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.quarantine.QuarantineRecord;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends random events to random subscriptions in a real router. Each event results in exactly the expected deliveries and quarantine
 * records; none is lost, repeated or delivered to another tenant.
 *
 * <p>{@code carteiro.fuzz.seed} is the seed and {@code carteiro.fuzz.events} the number of events; both are small by default.
 */
@ExtendWith(SharedBroker.class)
class HostileContentIT {
    private static final int SUBSCRIPTIONS = 300;
    private static final int EVENTS_PER_BATCH = 1_000;

    private final long seed = Long.getLong("carteiro.fuzz.seed", 1);
    private final int events = Integer.getInteger("carteiro.fuzz.events", 3_000);

    @TempDir
    private Path state;

    @Test
    void everyEventHasExactlyTheExpectedResults(Broker broker) {
        RandomContent content = new RandomContent(seed);
        try (Pipeline pipeline = new Pipeline(broker.bootstrapServers(), broker.prefix(), state)) {
            pipeline.startRouter("one");
            List<ProducerRecord<byte[], byte[]>> subscriptions = new ArrayList<>();
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                subscriptions.add(new ProducerRecord<>(pipeline.names().subscriptions(), bytes("s" + i),
                        content.subscription()));
            }
            broker.produceAll(subscriptions);
            Awaitility.await().atMost(Pipeline.TIMEOUT).until(() -> broker.readAll(pipeline.names().applied()).size()
                    + broker.readAll(pipeline.names().quarantine()).size() == SUBSCRIPTIONS);
            for (int left = events; left > 0; left -= EVENTS_PER_BATCH) {
                List<ProducerRecord<byte[], byte[]>> part = new ArrayList<>();
                for (int i = 0; i < Math.min(left, EVENTS_PER_BATCH); i++) {
                    part.add(new ProducerRecord<>(pipeline.names().events(), null, null, null, content.event(),
                            content.headers()));
                }
                broker.produceAll(part);
            }

            List<ConsumerRecord<byte[], byte[]>> read = broker.readAll(pipeline.names().events());
            ExpectedRecords expected = expected(broker.readAll(pipeline.names().applied()), read);
            Awaitility.await().atMost(Pipeline.TIMEOUT.multipliedBy(1 + events / 10_000)).until(() -> {
                pipeline.requireHealthy();
                return deliveries(broker, pipeline).size() >= expected.deliveries().size()
                        && quarantined(broker, pipeline).size() >= expected.quarantined().size();
            });

            assertThat(read).hasSize(events);
            assertThat(expected.deliveries()).hasSizeGreaterThan(events);
            assertThat(deliveries(broker, pipeline)).containsExactlyInAnyOrderElementsOf(expected.deliveries());
            assertThat(quarantined(broker, pipeline)).containsExactlyInAnyOrderElementsOf(expected.quarantined());
            pipeline.requireHealthy();
        }
    }

    /**
     * @param deliveries ids
     * @param quarantined partition and offset of events that cannot be read, or that a filter cannot judge
     */
    private record ExpectedRecords(List<String> deliveries, List<String> quarantined) {
    }

    private static ExpectedRecords expected(List<ConsumerRecord<byte[], byte[]>> applied,
            List<ConsumerRecord<byte[], byte[]>> events) {
        SubscriptionIndex index = new SubscriptionIndex();
        SubscriptionReader reader = new SubscriptionReader(AllowedTargets.NONE);
        for (ConsumerRecord<byte[], byte[]> record : applied) {
            var reading = reader.readApplied(new String(record.key(), StandardCharsets.UTF_8), record.value());
            index.put(((SubscriptionReadResult.Valid) reading).subscription(), record.offset());
        }
        EventDecoder decoder = new EventDecoder(EventDecoder.DEFAULT_MAX_BYTES);
        List<String> deliveries = new ArrayList<>();
        List<String> quarantined = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : events) {
            String position = record.partition() + "-" + record.offset();
            EventDecodingResult decoded = decoder
                    .decode(new SourceRecord(record.topic(), record.partition(), record.offset(),
                            record.timestamp(), record.headers(), record.value()));
            if (!(decoded instanceof EventDecodingResult.Valid(var event))) {
                quarantined.add(position);
                continue;
            }
            MatchResult matches = index.match(event);
            DeliveryId ids = new DeliveryId(event.source(), event.id());
            matches.found().stream().map(Match::subscription).map(ids::forSubscription).forEach(deliveries::add);
            if (!matches.failed().isEmpty()) {
                quarantined.add(position);
            }
        }
        return new ExpectedRecords(deliveries, quarantined);
    }

    private static List<String> deliveries(Broker broker, Pipeline pipeline) {
        return broker.readAll(pipeline.names().deliveries()).stream().map(record -> text(record, "delivery"))
                .collect(Collectors.toList());
    }

    private static List<String> quarantined(Broker broker, Pipeline pipeline) {
        return broker.readAll(pipeline.names().quarantine()).stream()
                .filter(record -> text(record, QuarantineRecord.TOPIC).equals(pipeline.names().events()))
                .map(record -> text(record, QuarantineRecord.PARTITION) + "-" + text(record, QuarantineRecord.OFFSET))
                .collect(Collectors.toList());
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
