package dev.carteiro.runtime.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterSpecTest {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void aMetersNameIsItsScrapedName() {
        MeterSpec counter = MeterSpec.counter("carteiro.letters", "Letters").by("kind", List.of("a", "b"));
        MeterSpec gauge = MeterSpec.gauge("carteiro.lag.seconds", "seconds", "Lag");
        MeterSpec timer = MeterSpec.timer("carteiro.walk", "Walks", 5, 1_000);
        counter.counter(meters, "b").increment();
        gauge.gauge(meters, () -> 1.5);
        timer.timer(meters).record(Duration.ofMillis(7));

        assertThat(counter.prometheusName()).isEqualTo("carteiro_letters_total");
        assertThat(gauge.prometheusName()).isEqualTo("carteiro_lag_seconds");
        assertThat(timer.prometheusName()).isEqualTo("carteiro_walk_seconds");
        assertThat(meters.scrape()).contains("carteiro_letters_total{kind=\"b\"} 1.0", "carteiro_lag_seconds 1.5",
                "carteiro_walk_seconds_bucket{le=\"0.005\"} 0", "carteiro_walk_seconds_bucket{le=\"1.0\"} 1",
                "# HELP carteiro_walk_seconds Walks");
    }

    @Test
    void aLabelRejectsAnUndeclaredValue() {
        MeterSpec counter = MeterSpec.counter("carteiro.letters", "Letters").by("kind", List.of("a", "b"));

        assertThatThrownBy(() -> counter.counter(meters, "https://example.com"))
                .hasMessage("invalid value 'https://example.com' for label kind: use one of a, b");
        assertThatThrownBy(() -> counter.counter(meters))
                .hasMessage("carteiro.letters has 1 labels but was given 0 values");
    }

    @Test
    void aLabelWithConfiguredValuesAcceptsAny() {
        Counter counter = MeterSpec.counter("carteiro.hops", "Hops").by("tier", "one for each retry topic")
                .counter(meters, "5s");

        assertThat(counter.getId().getTag("tier")).isEqualTo("5s");
    }

    @Test
    void keepsOnlyTheSelectedMetricsOfKafka() {
        meters.config().meterFilter(new KafkaMeterFilter());
        meters.counter("kafka.consumer.fetch.manager.bytes.consumed.total", "topic", "a").increment();
        meters.counter("kafka.producer.record.error.total").increment();
        meters.counter("carteiro.other").increment();

        assertThat(meters.scrape()).contains("kafka_producer_record_error_total", "carteiro_other_total")
                .doesNotContain("bytes_consumed");
    }
}
