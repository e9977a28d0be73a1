package dev.carteiro.router.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.topic.TopicNames;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTopicsTest {
    @ParameterizedTest
    @CsvSource({"orders, true", "carteiro.events, true", "carteiro.deliveries, false", "carteiro.events.old, false",
            "carteiro.retry.5s, false", "carteiroX, true"})
    void neverMatchesCarteirosOwnTopics(String topic, boolean taken) {
        Pattern pattern = ((EventTopics.TopicPattern) EventTopics.matching("orders|c.*")).outside(TopicNames.DEFAULT);

        assertThat(pattern.matcher(topic).matches()).isEqualTo(taken);
    }

    @Test
    void rejectsInvalidTopicsAndPatterns() {
        assertThatThrownBy(() -> EventTopics.named())
                .hasMessage("the list of event topics is empty: name at least one topic");
        assertThatThrownBy(() -> EventTopics.named("a b")).hasMessageContaining("'a b' is not a topic name");
        assertThatThrownBy(() -> EventTopics.matching("a(")).hasMessageContaining("'a(' is not a regular expression");
    }
}
