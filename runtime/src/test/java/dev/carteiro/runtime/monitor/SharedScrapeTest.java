package dev.carteiro.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedScrapeTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger renderings = new AtomicInteger();
    private final SharedScrape scrape = new SharedScrape(() -> "rendering " + renderings.incrementAndGet(), nanos::get);

    @Test
    void returnsTheSameTextWithinATenthOfASecond() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(scrape.text()).asString().isEqualTo("rendering 1");
        }
        nanos.addAndGet(Duration.ofMillis(99).toNanos());
        assertThat(scrape.text()).asString().isEqualTo("rendering 1");

        nanos.addAndGet(Duration.ofMillis(1).toNanos());

        assertThat(scrape.text()).asString().isEqualTo("rendering 2");
    }
}
