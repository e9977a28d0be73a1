package dev.carteiro.schemas.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.json.InvalidJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndpointStatusTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void isWrittenAsReadableJsonAndReadBack() throws InvalidJsonException {
        EndpointStatus disabled = new EndpointStatus.Disabled(SINCE, 42, DisabledReason.GONE);
        assertThat(new String(disabled.toJson(), StandardCharsets.UTF_8)).isEqualTo(
                "{\"state\":\"disabled\",\"reason\":\"gone\",\"since\":\"2026-01-01T00:00:00Z\",\"version\":42}");
        assertThat(EndpointStatus.read(disabled.toJson())).isEqualTo(disabled);

        EndpointStatus failing = new EndpointStatus.Failing(SINCE, 7);
        assertThat(EndpointStatus.read(failing.toJson())).isEqualTo(failing);
    }

    @Test
    void doesNotApplyToANewerVersionOfTheSubscription() {
        EndpointStatus status = new EndpointStatus.Failing(SINCE, 7);
        assertThat(status.appliesTo(7)).isTrue();
        assertThat(status.appliesTo(8)).isFalse();
    }

    @Test
    void rejectsInvalidDocuments() {
        for (String text : new String[]{"{}", "[]", "{\"state\":\"odd\",\"since\":\"2026-01-01T00:00:00Z\"}",
                "{\"state\":\"failing\",\"since\":\"yesterday\"}"}) {
            assertThatThrownBy(() -> EndpointStatus.read(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(InvalidJsonException.class);
        }
    }
}
