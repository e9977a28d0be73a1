package dev.carteiro.cli.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated, readable ids. */
class SubscriptionIdGeneratorTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            https://www.Example.com/hooks?a=b, example.com
            http://127.0.0.1:8080/, 127.0.0.1
            nonsense, subscription
            """)
    void containTheHost(String url, String host) {
        assertThat(SubscriptionIdGenerator.newId(url, new Random(1))).matches(host + "-[a-hjkmnp-z2-9]{4}");
    }
}
