package dev.carteiro.schemas.targeturl;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The networks an operator opened with {@code --allow-target}: one list per deployment, never per tenant. Immutable.
 *
 * <p>What is in the list may be dialled although {@link AddressRules} would refuse it. Nothing else changes: public
 * addresses need no entry, and an entry does not turn the list into the only allowed ones.
 *
 * @param ownAddresses whether an address is one of the machine's own: behind a public one, too, may be what listens for
 *     neighbours only
 */
public record AllowedTargets(List<Cidr> networks, Predicate<InetAddress> ownAddresses) {
    private static final Predicate<InetAddress> UNKNOWN = Set.<InetAddress>of()::contains;

    /** Nothing special is opened: the default. */
    public static final AllowedTargets NONE = new AllowedTargets(List.of());

    /** Every network, for targets that the operator itself names, or that somebody else will judge. */
    public static final AllowedTargets EVERYWHERE = new AllowedTargets(
            List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0")));

    private static final List<InetAddress> LOOPBACKS = List.of(InetAddress.ofLiteral("127.0.0.1"),
            InetAddress.ofLiteral("::1"));

    public AllowedTargets {
        networks = List.copyOf(networks);
    }

    /** Where nothing is known of the machine's own addresses. */
    public AllowedTargets(List<Cidr> networks) {
        this(networks, UNKNOWN);
    }

    /** The same networks, on a machine with these addresses. */
    public AllowedTargets on(Predicate<InetAddress> machine) {
        return new AllowedTargets(networks, machine);
    }

    /**
     * @throws IllegalArgumentException if one of the texts is not a network; the message names it and what is accepted
     */
    public static AllowedTargets parse(Collection<String> networks) {
        return new AllowedTargets(networks.stream().map(Cidr::parse).toList());
    }

    public boolean isEmpty() {
        return networks.isEmpty();
    }

    /** Whether the operator opened anything that a name of an internal network may lead to: more than this machine. */
    boolean opensInternalNames() {
        return networks.stream().anyMatch(network -> !network.isLoopback());
    }

    /** Whether the operator opened a network that holds this address. */
    public boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    boolean isOwn(InetAddress address) {
        return ownAddresses.test(address);
    }

    /**
     * What the name {@code localhost} means here: those of 127.0.0.1 and ::1 that the operator opened, in this order.
     * Most machines resolve it to both, so opening only {@code 127.0.0.0/8} must not fail over {@code ::1}.
     */
    public List<InetAddress> loopbacks() {
        return LOOPBACKS.stream().filter(this::contains).toList();
    }
}
