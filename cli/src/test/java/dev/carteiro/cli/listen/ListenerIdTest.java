package dev.carteiro.cli.listen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of listeners, and the processes whose subscriptions can be deleted. */
class ListenerIdTest {
    private final ListenerId own = ListenerId.ofThisProcess();

    @Test
    void isParsedAsItWasWritten() {
        assertThat(ListenerId.parse(own.text())).contains(own);
        assertThat(own.text()).matches("listen-[a-z0-9-]*-[0-9a-f]{6}-[0-9]+-[0-9]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"crm", "listen", "listen-host", "listen-host-1", "listen-host-1-x", "my-listen-host-1-2"})
    void ignoresOtherIds(String id) {
        assertThat(ListenerId.parse(id)).isEmpty();
    }

    @Test
    void hasEndedOnlyIfItWasAProcessOfThisMachine() {
        long none = Integer.MAX_VALUE;
        assertThat(own.hasEnded()).isFalse();
        assertThat(new ListenerId(own.host(), none, own.startSeconds()).hasEnded()).isTrue();
        assertThat(new ListenerId(own.host(), own.pid(), own.startSeconds() - 60).hasEnded())
                .as("the id of another process").isTrue();
        assertThat(new ListenerId(own.host(), own.pid(), own.startSeconds() - 2).hasEnded()).isFalse();
        assertThat(new ListenerId("elsewhere", none, own.startSeconds()).hasEnded()).isFalse();
    }
}
