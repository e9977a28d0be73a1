package dev.carteiro.schemas.targeturl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.0.0.0/8", "0.0.0.0/0, 0.0.0.0/0", "192.168.1.20, 192.168.1.20/32",
            "192.168.1.20/32, 192.168.1.20/32", "128.0.0.0/1, 128.0.0.0/1", "10.1.2.128/25, 10.1.2.128/25",
            "::/0, ::/0", "::1, ::1/128", "FD00::/8, fd00::/8", "2001:DB8:0:0:1:0:0:0/80, 2001:db8:0:0:1::/80",
            "fe80::/10, fe80::/10", "0:0:1:0:0:0:0:1, 0:0:1::1/128", "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7/128",
            "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0/128", "64:ff9b::10.0.0.0/104, 64:ff9b::a00:0/104"})
    void parsesAndFormatsNetworks(String text, String canonical) {
        Cidr cidr = Cidr.parse(text);

        assertThat(cidr).hasToString(canonical).isEqualTo(Cidr.parse(canonical));
        assertThat(cidr).hasSameHashCodeAs(Cidr.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "10.0.0.0/", "/8", "10.0.0/8", "10/8", "010.0.0.0/8", "10.0.0.0/08", "10.0.0.0/-1",
            "10.0.0.0/8 ", " 10.0.0.0/8", "10.0.0.0/8/8", "10.0.0.256/32", "localhost", "example.com/8", "0x0a000000/8",
            "fe80::1%eth0/128", "[::1]/128", "::1::/64", "12345::/16", "1:2:3:4:5:6:7:8:9/128", ":::/0", "1:/16",
            "10.0.0.0\\8", "\u0661\u0660.0.0.0/8"})
    void rejectsOtherTextsAndSaysWhatIsAccepted(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text))
                .withMessage("'" + text + "' is not a network: use an address and a prefix length, for example"
                        + " 10.0.0.0/8, 192.168.1.20/32 or fd00::/8");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/33, 32", "::/129, 128"})
    void rejectsAPrefixLongerThanTheAddress(String text, String most) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text))
                .withMessageStartingWith("'" + text + "' has a prefix length above " + most + ": use an address");
    }

    @Test
    void rejectsAddressBitsAfterThePrefixAndOffersBothCorrections() {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse("10.1.2.3/8"))
                .withMessage("'10.1.2.3/8' has address bits after its prefix: use 10.0.0.0/8 for the network, or"
                        + " 10.1.2.3/32 for the one address");
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse("fd00::1/8"))
                .withMessageContaining("use fd00::/8 for the network, or fd00::1/128 for the one address");
    }

    @Test
    void rejectsAnIpv4MappedNetwork() {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse("::ffff:10.0.0.0/104"))
                .withMessage("'::ffff:10.0.0.0/104' is an IPv4-mapped network, which counts as IPv4: use the"
                        + " IPv4 network instead");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.0.0.0, true", "10.0.0.0/8, 10.255.255.255, true", "10.0.0.0/8, 9.255.255.255, false",
            "10.0.0.0/8, 11.0.0.0, false", "172.16.0.0/12, 172.31.255.255, true", "172.16.0.0/12, 172.32.0.0, false",
            "0.0.0.0/0, 255.255.255.255, true", "0.0.0.0/0, ::1, false", "::/0, 1.2.3.4, false", "::/0, ::1, true",
            "192.168.1.20/32, 192.168.1.20, true", "192.168.1.20/32, 192.168.1.21, false",
            "10.1.2.128/25, 10.1.2.127, false", "10.1.2.128/25, 10.1.2.255, true", "fe80::/10, febf:ffff::1, true",
            "fe80::/10, fec0::, false", "2001::/23, 2001:1ff:ffff::, true", "2001::/23, 2001:200::, false"})
    void containsExactlyTheAddressesOfItsPrefix(String network, String address, boolean contained) {
        assertThat(Cidr.parse(network).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
    }

    @Test
    void treatsAMappedAddressAsItsIpv4Address() throws Exception {
        byte[] bytes = new byte[]{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 1, 2, 3};
        InetAddress mapped = Inet6Address.getByAddress("mapped", bytes, -1);

        assertThat(mapped).isInstanceOf(Inet6Address.class);
        assertThat(Cidr.parse("10.0.0.0/8").contains(mapped)).isTrue();
        assertThat(Cidr.parse("::/0").contains(mapped)).isFalse();
    }
}
