package dev.carteiro.schemas.targeturl;

import java.net.InetAddress;
import java.util.List;

/**
 * Decides whether Carteiro may connect to an address: global unicast, or allowed by the operator. Stateless.
 *
 * <p>The table contains the IANA special-purpose registries (RFC 6890 and its updates), multicast, the reserved class E
 * and one address of Azure's platform services. The JDK's predicates are insufficient: they return false for {@code
 * ::127.0.0.1}, NAT64, 6to4 and unique-local metadata addresses. So IPv6 addresses are rejected unless they are in
 * {@code 2000::/3}, the only block for global unicast. The entries outside of that block only serve to name the reason.
 */
public final class AddressRules {
    private static final TargetDecision ALLOWED = new TargetDecision.Allowed();
    private static final Cidr GLOBAL_UNICAST_IPV6 = Cidr.parse("2000::/3");

    /**
     * Special networks. The reason names the first entry that contains the address, so a network inside another one
     * comes first.
     */
    private static final List<SpecialNetwork> SPECIAL = List.of(
            new SpecialNetwork("0.0.0.0/8", "an address of \"this network\""), // RFC 791
            new SpecialNetwork("10.0.0.0/8", "a private address"), // RFC 1918
            new SpecialNetwork("100.64.0.0/10", "a shared (carrier-grade NAT) address"), // RFC 6598
            new SpecialNetwork("127.0.0.0/8", "a loopback address"), // RFC 1122
            new SpecialNetwork("168.63.129.16/32", "the address of Azure's platform services"),
            new SpecialNetwork("169.254.0.0/16", "a link-local address"), // RFC 3927; cloud metadata is here
            new SpecialNetwork("172.16.0.0/12", "a private address"), // RFC 1918
            new SpecialNetwork("192.0.0.0/24", "an address for IETF protocols"), // RFC 6890
            new SpecialNetwork("192.0.2.0/24", "a documentation address"), // RFC 5737
            new SpecialNetwork("192.31.196.0/24", "an AS112 address"), // RFC 7535
            new SpecialNetwork("192.52.193.0/24", "a multicast tunnelling (AMT) address"), // RFC 7450
            new SpecialNetwork("192.88.99.0/24", "a 6to4 relay address"), // RFC 7526
            new SpecialNetwork("192.168.0.0/16", "a private address"), // RFC 1918
            new SpecialNetwork("192.175.48.0/24", "an AS112 address"), // RFC 7534
            new SpecialNetwork("198.18.0.0/15", "a benchmarking address"), // RFC 2544
            new SpecialNetwork("198.51.100.0/24", "a documentation address"), // RFC 5737
            new SpecialNetwork("203.0.113.0/24", "a documentation address"), // RFC 5737
            new SpecialNetwork("224.0.0.0/4", "a multicast address"), // RFC 5771
            new SpecialNetwork("240.0.0.0/4", "a reserved address"), // RFC 1112
            new SpecialNetwork("2001::/23", "an address for IETF protocols"), // RFC 2928; Teredo is here
            new SpecialNetwork("2001:db8::/32", "a documentation address"), // RFC 3849
            new SpecialNetwork("2002::/16", "a 6to4 address"), // RFC 3056
            new SpecialNetwork("2620:4f:8000::/48", "an AS112 address"), // RFC 7534
            new SpecialNetwork("3fff::/20", "a documentation address"), // RFC 9637
            new SpecialNetwork("::/128", "the unspecified address"), // RFC 4291
            new SpecialNetwork("::1/128", "a loopback address"), // RFC 4291
            new SpecialNetwork("::/96", "an IPv4-compatible address"), // RFC 4291, deprecated
            new SpecialNetwork("64:ff9b::/96", "a NAT64 address"), // RFC 6052
            new SpecialNetwork("64:ff9b:1::/48", "a local NAT64 address"), // RFC 8215
            new SpecialNetwork("100::/64", "a discard-only address"), // RFC 6666
            new SpecialNetwork("fc00::/7", "a unique-local (private) address"), // RFC 4193
            new SpecialNetwork("fe80::/10", "a link-local address"), // RFC 4291
            new SpecialNetwork("fec0::/10", "a site-local (private) address"), // RFC 3879
            new SpecialNetwork("ff00::/8", "a multicast address")); // RFC 4291

    private AddressRules() {
    }

    /**
     * Checks the address to which a connection would go: an IPv4-mapped IPv6 address counts as its IPv4 address. The
     * operator's list takes precedence over all other rules.
     */
    public static TargetDecision check(InetAddress address, AllowedTargets allowed) {
        InetAddress dialled = IpAddressText.unmapped(address);
        if (allowed.contains(dialled)) {
            return ALLOWED;
        }
        for (SpecialNetwork special : SPECIAL) {
            if (special.network.contains(dialled)) {
                return rejected(dialled, special.kind, special.network);
            }
        }
        if (allowed.isOwn(dialled)) {
            return rejected(dialled, "an address of this machine itself", Cidr.of(dialled));
        }
        if (dialled.getAddress().length == 16 && !GLOBAL_UNICAST_IPV6.contains(dialled)) {
            return rejected(dialled, "not a global unicast address", Cidr.of(dialled));
        }
        return ALLOWED;
    }

    private static TargetDecision rejected(InetAddress address, String kind, Cidr remedy) {
        return new TargetDecision.Rejected(IpAddressText.format(address) + " is " + kind
                + "; an operator can allow its network with --allow-target " + remedy);
    }

    private record SpecialNetwork(Cidr network, String kind) {
        SpecialNetwork(String network, String kind) {
            this(Cidr.parse(network), kind);
        }
    }
}
