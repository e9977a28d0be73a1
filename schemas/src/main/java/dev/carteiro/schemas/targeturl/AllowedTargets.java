package dev.carteiro.schemas.targeturl;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Networks that the operator allowed with {@code --allow-target}: one list per deployment, never per tenant. Immutable.
 *
 * <p>Carteiro may connect to addresses in the list although {@link AddressRules} would reject them. Everything else
 * stays the same: public addresses need no entry, and entries do not exclude other addresses.
 *
 * @param networks allowed networks
 * @param ownAddresses whether an address belongs to this machine; even behind a public one, a service may be meant only
 *     for its neighbours
 */
public record AllowedTargets(List<Cidr> networks, Predicate<InetAddress> ownAddresses) {
    private static final Predicate<InetAddress> UNKNOWN = Set.<InetAddress>of()::contains;

    /** No additional networks, the default. */
    public static final AllowedTargets NONE = new AllowedTargets(List.of());

    /** All networks, for targets that the operator names, or that another component checks. */
    public static final AllowedTargets EVERYWHERE = new AllowedTargets(
            List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0")));

    private static final List<InetAddress> LOOPBACKS = List.of(InetAddress.ofLiteral("127.0.0.1"),
            InetAddress.ofLiteral("::1"));

    public AllowedTargets {
        networks = List.copyOf(networks);
    }

    /** Creates a list for a machine whose own addresses are unknown. */
    public AllowedTargets(List<Cidr> networks) {
        this(networks, UNKNOWN);
    }

    /** Returns the same networks for a machine with these addresses. */
    public AllowedTargets on(Predicate<InetAddress> machine) {
        return new AllowedTargets(networks, machine);
    }

    /**
     * Parses a list of networks.
     *
     * @throws IllegalArgumentException if one of the texts is not a network; the message names it and what is accepted
     */
    public static AllowedTargets parse(Collection<String> networks) {
        return new AllowedTargets(networks.stream().map(Cidr::parse).toList());
    }

    public boolean isEmpty() {
        return networks.isEmpty();
    }

    /**
     * Returns whether the operator allowed more than loopback addresses, so that names of internal networks may be
     * used.
     */
    boolean allowsInternalNames() {
        return networks.stream().anyMatch(network -> !network.isLoopback());
    }

    /** Returns whether the operator allowed a network that contains this address. */
    public boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    boolean isOwn(InetAddress address) {
        return ownAddresses.test(address);
    }

    /**
     * Returns the addresses of the name {@code localhost}: those of 127.0.0.1 and ::1 that the operator allowed, in
     * this order. Most machines resolve it to both, so that allowing only {@code 127.0.0.0/8} must not fail because of
     * {@code ::1}.
     */
    public List<InetAddress> loopbacks() {
        return LOOPBACKS.stream().filter(this::contains).toList();
    }
}
