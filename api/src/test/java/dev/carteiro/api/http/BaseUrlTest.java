package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @Test
    void theSettingTakesPrecedence() {
        assertThat(new BaseUrl("https://hooks.example.com/").forHost("evil.example"))
                .isEqualTo("https://hooks.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "hooks.example.com", "127.0.0.1:1", "[::1]:8080"})
    void theHostHeaderIsUsedWithoutASetting(String host) {
        assertThat(new BaseUrl("").forHost(host)).isEqualTo("http://" + host);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a/b", "a@b", "a b", "a\"b", "a:b", "a:123456", "a?b", "a#b", "-a", "<script>"})
    void anInvalidHostHeaderIsIgnored(String host) {
        assertThat(new BaseUrl("").forHost(host)).isEmpty();
    }

    @Test
    void aSegmentMayContainAnyText() {
        assertThat(BaseUrl.segment("a/b c%d+e\u00e9..")).isEqualTo("a%2Fb%20c%25d%2Be%C3%A9..");
    }
}
