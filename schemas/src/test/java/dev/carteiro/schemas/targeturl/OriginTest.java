package dev.carteiro.schemas.targeturl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    @ParameterizedTest
    @CsvSource({"https://example.com/a, https://example.com/b?c", "https://example.com, HTTPS://Example.COM:443/x",
            "http://example.com:80/, http://example.com", "http://[2001:db8::1]/, http://[2001:DB8::1]:80/"})
    void isEqualForDifferentSpellings(String one, String other) {
        assertThat(Origin.of(one)).isPresent().isEqualTo(Origin.of(other));
    }

    @ParameterizedTest
    @CsvSource({"https://example.com/, http://example.com/", "https://example.com/, https://www.example.com/",
            "https://example.com/, https://example.com:8443/", "http://example.com:443/, https://example.com/",
            "https://example.com/, https://example.com.evil.example/"})
    void differsBySchemeHostOrPort(String one, String other) {
        assertThat(Origin.of(one)).isNotEqualTo(Origin.of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.com", "https:///x", "https://a b/", "mailto:a@b"})
    void isEmptyWithoutAHost(String url) {
        assertThat(Origin.of(url)).isEmpty();
    }

    @Test
    void isEmptyForNull() {
        assertThat(Origin.of(null)).isEmpty();
    }
}
