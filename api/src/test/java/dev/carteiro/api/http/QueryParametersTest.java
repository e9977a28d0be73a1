package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.api.jsonapi.ApiException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
    @Test
    void parametersAreDecoded() {
        assertThat(QueryParameters.parse("filter%5Bname%5D=a+b%26c&sort=-id&&x").all())
                .isEqualTo(Map.of("filter[name]", "a b&c", "sort", "-id", "x", ""));
        assertThat(QueryParameters.parse(null).all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "a=%zz", "a=%", "a=%ff", "%c0%80=1"})
    void invalidQueriesAreRejectedAndNotIgnored(String text) {
        assertThatThrownBy(() -> QueryParameters.parse(text)).isInstanceOf(ApiException.class);
    }

    @Test
    void unknownParametersAreNamed() {
        assertThatThrownBy(() -> QueryParameters.parse("filter[nmae]=x").requireOnly(List.of("filter[name]")))
                .hasMessage("unknown parameter: use filter[name]");
    }
}
