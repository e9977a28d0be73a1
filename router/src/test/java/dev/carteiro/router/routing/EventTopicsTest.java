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
    void aPatternNeverTakesCarteirosOwnTopics(String topic, boolean taken) {
        Pattern pattern = ((EventTopics.TopicPattern) EventTopics.matching("orders|c.*")).outside(TopicNames.DEFAULT);

        assertThat(pattern.matcher(topic).matches()).isEqualTo(taken);
    }

    @Test
    void refusesWhatIsNoTopicOrNoPattern() {
        assertThatThrownBy(() -> EventTopics.named()).hasMessage("event topics: name at least one");
        assertThatThrownBy(() -> EventTopics.named("a b")).hasMessageContaining("'a b' is no topic name");
        assertThatThrownBy(() -> EventTopics.matching("a(")).hasMessageContaining("'a(' is no regular expression");
    }
}
