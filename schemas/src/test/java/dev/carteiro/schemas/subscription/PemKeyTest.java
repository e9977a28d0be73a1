package dev.carteiro.schemas.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.interfaces.RSAPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemKeyTest {
    private static final String ACCEPTED = "use an RSA private key in PEM: -----BEGIN PRIVATE KEY----- or"
            + " -----BEGIN RSA PRIVATE KEY-----, not encrypted, of at least 2048 bits";

    @Test
    void readsTheSameKeyInBothForms() {
        RSAPrivateKey key = PemKey.parse(PemFiles.read("rsa-2048-pkcs8"));

        assertThat(key.getModulus().bitLength()).isEqualTo(2_048);
        assertThat(PemKey.parse(PemFiles.read("rsa-2048-pkcs1"))).isEqualTo(key);
    }

    @Test
    void acceptsOtherWhiteSpaceAndLineLengths() {
        String pem = PemFiles.read("rsa-2048-pkcs8");
        RSAPrivateKey key = PemKey.parse(pem);

        assertThat(PemKey.parse(pem.replace("\n", "\r\n"))).isEqualTo(key);
        assertThat(PemKey.parse("\n" + pem.strip())).isEqualTo(key);
        assertThat(PemKey.parse(pem.replace("-----\n", "----- ").replaceAll("\n(?!-)", ""))).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"rsa-1024-pkcs8, has 1024 bits", "rsa-2048-encrypted, is encrypted",
            "ec-pkcs8, is not an RSA private key", "ec-sec1, is another kind of key"})
    void explainsWhyAKeyIsRejected(String name, String why) {
        assertThatThrownBy(() -> PemKey.parse(PemFiles.read(name))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why + "; " + ACCEPTED);
    }

    @Test
    void recognisesAPublicKey() {
        assertThatThrownBy(() -> PemKey.parse(PemFiles.read("rsa-2048-public"))).hasMessage(
                "is a public key, which cannot sign; " + ACCEPTED + ", and give the public key to the receiver");
    }

    @Test
    void rejectsIncompleteKeys() {
        String pem = PemFiles.read("rsa-2048-pkcs8");

        assertThatThrownBy(() -> PemKey.parse(pem.substring(0, 500))).hasMessage(
                "is not one complete PEM block; " + ACCEPTED);
        assertThatThrownBy(() -> PemKey.parse(pem + pem)).hasMessageStartingWith("is not one complete PEM block; ");
        assertThatThrownBy(() -> PemKey.parse(pem.replaceAll("(?<=KEY-----\n)[^-]{65}", "")))
                .hasMessage("is not an RSA private key; " + ACCEPTED).hasNoCause();
    }
}
