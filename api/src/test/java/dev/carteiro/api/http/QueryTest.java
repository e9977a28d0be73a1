package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.api.jsonapi.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @Test
    void parametersAreDecoded() {
        assertThat(Query.parse("filter%5Bname%5D=a+b%26c&sort=-id&&x").all())
                .isEqualTo(Map.of("filter[name]", "a b&c", "sort", "-id", "x", ""));
        assertThat(Query.parse(null).all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "a=%zz", "a=%", "a=%ff", "%c0%80=1"})
    void whatCannotBeReadIsRefusedRatherThanDropped(String text) {
        assertThatThrownBy(() -> Query.parse(text)).isInstanceOf(Refusal.class);
    }

    @Test
    void unknownParametersAreNamed() {
        assertThatThrownBy(() -> Query.parse("filter[nmae]=x").requireOnly(List.of("filter[name]")))
                .hasMessage("unknown parameter; known are filter[name]");
    }
}
