package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.targeturl.Cidr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    private final ClientAddress withoutProxies = new ClientAddress(List.of());
    private final ClientAddress behindProxies = new ClientAddress(
            List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8")));

    @Test
    void withoutProxiesTheAddressIsThePeer() {
        assertThat(withoutProxies.of("192.0.2.1", List.of("198.51.100.7"))).isEqualTo("192.0.2.1");
        assertThat(behindProxies.of("192.0.2.1", List.of("198.51.100.7"))).isEqualTo("192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"198.51.100.7|198.51.100.7", "made-up, 198.51.100.7|198.51.100.7",
            "203.0.113.9, 198.51.100.7|198.51.100.7", "198.51.100.7, 10.1.1.1|198.51.100.7",
            "198.51.100.7:4711|198.51.100.7", "made-up|10.0.0.1", "''|10.0.0.1", "10.2.2.2|10.2.2.2",
            "unknown, 10.2.2.2|10.2.2.2"})
    void behindAProxyTheAddressIsTheLastOneThatIsNotAProxy(String forwarded, String expected) {
        assertThat(behindProxies.of("10.0.0.1", List.of(forwarded))).isEqualTo(expected);
    }

    @Test
    void theHeaderMayOccurTwice() {
        assertThat(behindProxies.of("10.0.0.1", List.of("198.51.100.7", "198.51.100.8"))).isEqualTo("198.51.100.8");
        assertThat(behindProxies.of("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
    }

    @Test
    void anIpv6ClientIsIdentifiedByItsNetwork() {
        String one = withoutProxies.of("[2001:db8:1:2::1]", List.of());
        assertThat(withoutProxies.of("2001:db8:1:2:ffff::7", List.of())).isEqualTo(one);
        assertThat(withoutProxies.of("2001:db8:1:3::1", List.of())).isNotEqualTo(one);
        assertThat(behindProxies.of("fd00::1", List.of("[2001:db8:1:2::9]:443"))).isEqualTo(one);
    }

    @Test
    void anIpv4AddressIsTheSameInBothNotations() {
        assertThat(withoutProxies.of("::ffff:192.0.2.1", List.of()))
                .isEqualTo(withoutProxies.of("192.0.2.1", List.of()));
    }
}
