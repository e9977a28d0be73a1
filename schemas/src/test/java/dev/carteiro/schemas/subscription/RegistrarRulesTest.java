package dev.carteiro.schemas.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.targeturl.Cidr;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrarRulesTest {
    private static final RegistrarRules RULES = new RegistrarRules(
            List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("fd00::/8")));

    @Test
    void readsWhatItWrites() throws InvalidJsonException {
        assertThat(new String(RULES.toJson(), StandardCharsets.UTF_8))
                .isEqualTo("{\"allow\":[\"127.0.0.0/8\",\"fd00::/8\"]}");
        assertThat(RegistrarRules.read(RULES.toJson()).allowed()).extracting(Cidr::toString)
                .containsExactly("127.0.0.0/8", "fd00::/8");
        assertThat(RegistrarRules.read("{\"allow\":[],\"later\":1}".getBytes(StandardCharsets.UTF_8)).allowed())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"allow\":[7]}", "{\"allow\":[\"10.1.1.1/8\"]}", "nonsense"})
    void rejectsInvalidDocuments(String json) {
        assertThatThrownBy(() -> RegistrarRules.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidJsonException.class);
    }

    /** Older versions skip the record with a log line. */
    @Test
    void isNeitherASubscriptionNorAStatus() {
        assertThat(SubscriptionReader.isId(RegistrarRules.KEY)).isFalse();
        assertThatThrownBy(() -> EndpointStatus.read(RULES.toJson())).isInstanceOf(InvalidJsonException.class);
    }
}
