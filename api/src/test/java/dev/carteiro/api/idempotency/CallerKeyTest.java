package dev.carteiro.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.api.auth.Caller;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallerKeyTest {
    private static final byte[] RESPONSE = "{\"secret\":\"whsec_\"}".getBytes(StandardCharsets.UTF_8);

    private static CallerKey key(String subject, @Nullable String tenant, String key) {
        return new CallerKey(new Caller(subject, tenant, Set.of()), key);
    }

    @Test
    void keysOfDifferentCallersDiffer() {
        assertThat(Stream.of(key("ana", "acme", "k"), key("ana", "globex", "k"), key("bob", "acme", "k"),
                key("ana", null, "k"), key("ana", "acme", "K"), key("an", "acme", "ak")).map(CallerKey::name))
                .doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z0-9_-]{22}[.][A-Za-z0-9_-]{43}"));
        assertThat(key("ana", "acme", "k").name()).isEqualTo(key("ana", "acme", "k").name());
        assertThat(CallerKey.account(key("ana", "acme", "k").name()))
                .isEqualTo(CallerKey.account(key("bob", "acme", "j").name()))
                .isNotEqualTo(CallerKey.account(key("ana", "globex", "k").name()));
    }

    @Test
    void theResponseIsReadableOnlyWithTheKey() throws GeneralSecurityException {
        byte[] encrypted = key("ana", "acme", "k").encrypt(RESPONSE);

        assertThat(new String(encrypted, StandardCharsets.ISO_8859_1)).doesNotContain("whsec_", "secret");
        assertThat(key("ana", "acme", "k").encrypt(RESPONSE)).isNotEqualTo(encrypted);
        assertThat(key("ana", "acme", "k").decrypt(encrypted)).isEqualTo(RESPONSE);
        assertThatThrownBy(() -> key("ana", "acme", "other").decrypt(encrypted))
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> key("ana", "acme", "k").decrypt(new byte[3]))
                .isInstanceOf(GeneralSecurityException.class);
        encrypted[encrypted.length - 1] ^= 1;
        assertThatThrownBy(() -> key("ana", "acme", "k").decrypt(encrypted))
                .isInstanceOf(GeneralSecurityException.class);
    }
}
