package dev.carteiro.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ClientNetworkTest {
    @Test
    void anIpv4ClientIsItsAddressHoweverItIsWritten() {
        assertThat(of("192.0.2.1")).isEqualTo("192.0.2.1").isEqualTo(of("::ffff:192.0.2.1"))
                .isNotEqualTo(of("192.0.2.2"));
    }

    @Test
    void anIpv6ClientIsItsNetworkOfSixtyFourBits() {
        assertThat(of("2001:db8:1:2::1")).isEqualTo(of("2001:db8:1:2:ffff::7")).isNotEqualTo(of("2001:db8:1:3::1"));
    }

    private static String of(String address) {
        return ClientNetwork.of(InetAddress.ofLiteral(address));
    }
}
