package dev.carteiro.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TopicNamesTest {
    @Test
    void returnsTheNamesOfTheContract() {
        assertThat(TopicNames.DEFAULT.events()).isEqualTo("carteiro.events");
        assertThat(TopicNames.DEFAULT.applied()).isEqualTo("carteiro.subscriptions.applied");
        assertThat(TopicNames.DEFAULT.retry("5m")).isEqualTo("carteiro.retry.5m");
        assertThat(TopicNames.DEFAULT.fanout()).isEqualTo("carteiro.fanout");
        assertThat(new TopicNames("x-").routerGroup()).isEqualTo("x-router");
    }

    @Test
    void rejectsAnInvalidPrefix() {
        assertThatThrownBy(() -> new TopicNames("a b")).hasMessageContaining("topic prefix 'a b' is not valid");
    }
}
