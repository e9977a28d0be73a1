package dev.carteiro.schemas.targeturl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private static final TargetDecision ALLOWED = new TargetDecision.Allowed();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.0.0.0         | 0.255.255.255   | 0.0.0.0/8         | an address of "this network"
            10.0.0.0        | 10.255.255.255  | 10.0.0.0/8        | a private address
            100.64.0.0      | 100.127.255.255 | 100.64.0.0/10     | a shared (carrier-grade NAT) address
            127.0.0.0       | 127.255.255.255 | 127.0.0.0/8       | a loopback address
            168.63.129.16   | 168.63.129.16   | 168.63.129.16/32  | the address of Azure's platform services
            169.254.0.0     | 169.254.255.255 | 169.254.0.0/16    | a link-local address
            172.16.0.0      | 172.31.255.255  | 172.16.0.0/12     | a private address
            192.0.0.0       | 192.0.0.255     | 192.0.0.0/24      | an address for IETF protocols
            192.0.2.0       | 192.0.2.255     | 192.0.2.0/24      | a documentation address
            192.31.196.0    | 192.31.196.255  | 192.31.196.0/24   | an AS112 address
            192.52.193.0    | 192.52.193.255  | 192.52.193.0/24   | a multicast tunnelling (AMT) address
            192.88.99.0     | 192.88.99.255   | 192.88.99.0/24    | a 6to4 relay address
            192.168.0.0     | 192.168.255.255 | 192.168.0.0/16    | a private address
            192.175.48.0    | 192.175.48.255  | 192.175.48.0/24   | an AS112 address
            198.18.0.0      | 198.19.255.255  | 198.18.0.0/15     | a benchmarking address
            198.51.100.0    | 198.51.100.255  | 198.51.100.0/24   | a documentation address
            203.0.113.0     | 203.0.113.255   | 203.0.113.0/24    | a documentation address
            224.0.0.0       | 239.255.255.255 | 224.0.0.0/4       | a multicast address
            240.0.0.0       | 255.255.255.255 | 240.0.0.0/4       | a reserved address
            2001::          | 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff   | 2001::/23         | an address for IETF protocols
            2001:db8::      | 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff   | 2001:db8::/32     | a documentation address
            2002::          | 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff  | 2002::/16         | a 6to4 address
            2620:4f:8000::  | 2620:4f:8000:ffff:ffff:ffff:ffff:ffff    | 2620:4f:8000::/48 | an AS112 address
            3fff::          | 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff   | 3fff::/20         | a documentation address
            ::              | ::              | ::/128            | the unspecified address
            ::1             | ::1             | ::1/128           | a loopback address
            ::2             | ::ffff:ffff     | ::/96             | an IPv4-compatible address
            64:ff9b::       | 64:ff9b::ffff:ffff                       | 64:ff9b::/96      | a NAT64 address
            64:ff9b:1::     | 64:ff9b:1:ffff:ffff:ffff:ffff:ffff       | 64:ff9b:1::/48    | a local NAT64 address
            100::           | 100::ffff:ffff:ffff:ffff                 | 100::/64          | a discard-only address
            fc00::          | fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff  | fc00::/7          | a unique-local (private) address
            fe80::          | febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff  | fe80::/10         | a link-local address
            fec0::          | feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff  | fec0::/10         | a site-local (private) address
            ff00::          | ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff  | ff00::/8          | a multicast address
            """)
    void rejectsTheFirstAndTheLastAddressOfEverySpecialNetwork(String first, String last, String network, String kind) {
        for (String address : List.of(first, last)) {
            assertThat(judge(address)).isEqualTo(new TargetDecision.Rejected(
                    address + " is " + kind + "; an operator can allow its network with --allow-target " + network));
        }
        AllowedTargets opened = AllowedTargets.parse(List.of(network));
        assertThat(AddressRules.check(InetAddress.ofLiteral(first), opened)).isEqualTo(ALLOWED);
        assertThat(AddressRules.check(InetAddress.ofLiteral(last), opened)).isEqualTo(ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
            "128.0.0.0", "168.63.129.15", "168.63.129.17", "169.253.255.255", "169.255.0.0", "172.15.255.255",
            "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.1.255", "192.0.3.0", "192.31.195.255", "192.31.197.0",
            "192.52.192.255", "192.52.194.0", "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0",
            "192.175.47.255", "192.175.49.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0",
            "203.0.112.255", "203.0.114.0", "223.255.255.255", "8.8.8.8", "2000::",
            "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
            "2001:db9::", "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::",
            "2620:4f:7fff:ffff:ffff:ffff:ffff:ffff", "2620:4f:8001::", "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "3fff:1000::", "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2606:4700:4700::1111"})
    void allowsTheNeighboursOfSpecialNetworks(String address) {
        assertThat(judge(address)).isEqualTo(ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::", "::1:0:0", "::fffe:7f00:1",
            "::ffff:0:7f00:1", "64:ff9b::1:0:0", "64:ff9b:2::", "64:ff9a:ffff::", "100:0:0:1::", "ff::", "200::1",
            "8000::", "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe00::", "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff"})
    void rejectsOtherIpv6AddressesOutsideGlobalUnicast(String address) {
        assertThat(judge(address)).isEqualTo(new TargetDecision.Rejected(address
                + " is not a global unicast address; an operator can allow its network with --allow-target " + address
                + "/128"));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, a loopback address, 127.0.0.0/8", "10.0.0.1, a private address, 10.0.0.0/8",
            "169.254.169.254, a link-local address, 169.254.0.0/16"})
    void treatsAnIpv4MappedAddressAsItsIpv4Address(String ipv4, String kind, String network) throws Exception {
        InetAddress mapped = mapped(ipv4);

        assertThat(AddressRules.check(mapped, AllowedTargets.NONE)).isEqualTo(new TargetDecision.Rejected(
                ipv4 + " is " + kind + "; an operator can allow its network with --allow-target " + network));
        assertThat(AddressRules.check(mapped, AllowedTargets.parse(List.of(network)))).isEqualTo(ALLOWED);
        assertThat(AddressRules.check(mapped, AllowedTargets.parse(List.of("::/0")))).isNotEqualTo(ALLOWED);
        assertThat(AddressRules.check(mapped("8.8.8.8"), AllowedTargets.NONE)).isEqualTo(ALLOWED);
    }

    @Test
    void ignoresTheScopeOfALinkLocalAddress() throws Exception {
        byte[] bytes = InetAddress.ofLiteral("fe80::1").getAddress();

        assertThat(AddressRules.check(Inet6Address.getByAddress(null, bytes, 2), AllowedTargets.NONE))
                .isEqualTo(new TargetDecision.Rejected(
                        "fe80::1 is a link-local address; an operator can allow its network with --allow-target fe80::/10"));
    }

    @Test
    void allowsOnlyTheNetworksInTheList() {
        AllowedTargets opened = AllowedTargets.parse(List.of("10.1.0.0/16", "::1"));

        assertThat(AddressRules.check(InetAddress.ofLiteral("10.1.255.255"), opened)).isEqualTo(ALLOWED);
        assertThat(AddressRules.check(InetAddress.ofLiteral("::1"), opened)).isEqualTo(ALLOWED);
        assertThat(AddressRules.check(InetAddress.ofLiteral("8.8.8.8"), opened)).isEqualTo(ALLOWED);
        assertThat(AddressRules.check(InetAddress.ofLiteral("10.2.0.0"), opened)).isNotEqualTo(ALLOWED);
        assertThat(AddressRules.check(InetAddress.ofLiteral("127.0.0.1"), opened)).isNotEqualTo(ALLOWED);
        assertThat(AddressRules.check(InetAddress.ofLiteral("64:ff9b::a01:1"), opened)).isNotEqualTo(ALLOWED);
    }

    @Test
    void rejectsTheMachinesOwnAddressesUnlessAllowed() throws Exception {
        InetAddress own = InetAddress.ofLiteral("8.8.4.4");

        assertThat(AddressRules.check(own, AllowedTargets.NONE.on(own::equals))).isEqualTo(new TargetDecision.Rejected(
                "8.8.4.4 is an address of this machine itself; an operator can allow its network with --allow-target"
                        + " 8.8.4.4/32"));
        assertThat(AddressRules.check(mapped("8.8.4.4"), AllowedTargets.NONE.on(own::equals))).isNotEqualTo(ALLOWED);
        assertThat(AddressRules.check(own, AllowedTargets.parse(List.of("8.8.4.0/24")).on(own::equals)))
                .isEqualTo(ALLOWED);
        assertThat(AddressRules.check(InetAddress.ofLiteral("8.8.8.8"), AllowedTargets.NONE.on(own::equals)))
                .isEqualTo(ALLOWED);
    }

    private static TargetDecision judge(String address) {
        return AddressRules.check(InetAddress.ofLiteral(address), AllowedTargets.NONE);
    }

    private static InetAddress mapped(String ipv4) throws Exception {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        System.arraycopy(InetAddress.ofLiteral(ipv4).getAddress(), 0, bytes, 12, 4);
        return Inet6Address.getByAddress(null, bytes, -1);
    }
}
