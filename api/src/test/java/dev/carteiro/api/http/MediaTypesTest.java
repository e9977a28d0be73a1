package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.api.jsonapi.ApiException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
    private static final String JSON_API = "application/vnd.api+json";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"*/*|application/vnd.api+json", "application/*|application/vnd.api+json",
            "application/vnd.api+json|application/vnd.api+json", "application/json|application/json",
            "text/html, application/json;q=0.9|application/json",
            "application/json;q=0.1, application/vnd.api+json|application/vnd.api+json",
            "application/vnd.api+json; profile=\"http://a.example/p\"|application/vnd.api+json",
            "application/vnd.api+json; ext=\"x\", application/vnd.api+json|application/vnd.api+json",
            "APPLICATION/JSON|application/json"})
    void theClientsPreferredTypeIsUsed(String accept, String type) {
        assertThat(MediaTypes.acceptable(List.of(accept))).isEqualTo(type);
    }

    @Test
    void jsonApiIsTheDefault() {
        assertThat(MediaTypes.acceptable(List.of())).isEqualTo(JSON_API);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "application/vnd.api+json; version=1",
            "application/vnd.api+json; ext=\"http://a.example/e\"", "application/vnd.api+json; charset=utf-8",
            "application/json;q=0", "nonsense"})
    void otherTypesAreNotAcceptable(String accept) {
        assertThatThrownBy(() -> MediaTypes.acceptable(List.of(accept))).isInstanceOfSatisfying(ApiException.class,
                exception -> assertThat(exception.status()).isEqualTo(406));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/vnd.api+json", "application/json", "application/json; charset=UTF-8",
            "Application/Json;charset=\"utf-8\"", "application/vnd.api+json;profile=\"http://a.example/p\""})
    void bodiesOfTheseTypesAreRead(String type) {
        assertThatCode(() -> MediaTypes.requireReadable(type, null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16",
            "application/vnd.api+json; charset=utf-8", "application/vnd.api+json; ext=\"http://a.example/e\"",
            "application/vnd.api+json; version=1", "multipart/form-data; boundary=x", ""})
    void bodiesOfOtherTypesAreRejected(String type) {
        assertThatThrownBy(() -> MediaTypes.requireReadable(type, null)).isInstanceOfSatisfying(ApiException.class,
                exception -> assertThat(exception.status()).isEqualTo(415));
        assertThatThrownBy(() -> MediaTypes.requireReadable(null, null)).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> MediaTypes.requireReadable("application/json", "gzip"))
                .isInstanceOf(ApiException.class);
    }
}
