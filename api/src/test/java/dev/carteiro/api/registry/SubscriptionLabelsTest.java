package dev.carteiro.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionLabelsTest {
    @Test
    void labelsAreReadFromTheMembersOfTheSameName() throws Exception {
        assertThat(labels("{\"name\":\"n\",\"context\":\"c\",\"tenant\":\"null\",\"event\":\"a\"}"))
                .isEqualTo(new SubscriptionLabels("n", "c", "null", "active", List.of("a")));
    }

    /** The registrar rejects such documents, but another writer to the applied topic could produce one. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "true", "[]"})
    void aTenantThatIsNotAStringIsIgnored(String tenant) throws Exception {
        SubscriptionLabels labels = labels(
                "{\"tenant\":" + tenant + ",\"name\":7,\"events\":[7,null,\"a\"],\"state\":null}");

        assertThat(labels).isEqualTo(new SubscriptionLabels(null, null, null, "active", List.of("a")));
        assertThat(new SubscriptionFilter(Map.of(), tenant).matches(labels)).isFalse();
        assertThat(new SubscriptionFilter(Map.of(SubscriptionFilter.Member.TENANT, tenant), null).matches(labels))
                .isFalse();
    }

    private static SubscriptionLabels labels(String json) throws InvalidJsonException {
        return SubscriptionLabels.of(StrictJson.tree(json.getBytes(StandardCharsets.UTF_8)));
    }
}
