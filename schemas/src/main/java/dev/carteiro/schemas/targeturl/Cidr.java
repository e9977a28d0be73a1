package dev.carteiro.schemas.targeturl;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network of IP addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}. Immutable.
 *
 * <p>Host bits must be zero: {@code 10.1.2.3/8} is rejected instead of silently widened to 16 million addresses, and
 * the message shows both possible corrections. An address without a prefix length is the network of that one address.
 */
public final class Cidr {
    /** Description of valid networks, for messages. */
    public static final String ACCEPTED = "an address and a prefix length, for example 10.0.0.0/8, 192.168.1.20/32 or fd00::/8";

    private static final Pattern SYNTAX = Pattern.compile("([0-9A-Fa-f.:]{2,45})(?:/(0|[1-9][0-9]{0,2}))?");

    private static final int MAX_ADDRESS_LENGTH = 45;

    private final InetAddress network;
    private final int prefixLength;

    private Cidr(InetAddress network, int prefixLength) {
        this.network = network;
        this.prefixLength = prefixLength;
    }

    /**
     * Parses a network.
     *
     * @throws IllegalArgumentException if the text is not a network; the message names the text and what is accepted
     */
    public static Cidr parse(String text) {
        Matcher form = SYNTAX.matcher(text);
        Optional<InetAddress> address = form.matches() ? IpAddressText.parse(form.group(1)) : Optional.empty();
        if (address.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is not a network: use " + ACCEPTED);
        }
        if (text.indexOf(':') >= 0 && isIpv4(address.get())) {
            throw new IllegalArgumentException("'" + text
                    + "' is an IPv4-mapped network, which counts as IPv4: use the IPv4 network instead");
        }
        int bits = bits(address.get());
        int prefixLength = form.group(2) == null ? bits : Integer.parseInt(form.group(2));
        if (prefixLength > bits) {
            throw new IllegalArgumentException("'" + text + "' has a prefix length above " + bits + ": use "
                    + ACCEPTED);
        }
        InetAddress network = masked(address.get(), prefixLength);
        if (!network.equals(address.get())) {
            throw new IllegalArgumentException("'" + text + "' has address bits after its prefix: use "
                    + new Cidr(network, prefixLength) + " for the network, or " + new Cidr(address.get(), bits)
                    + " for the one address");
        }
        return new Cidr(network, prefixLength);
    }

    /**
     * Returns whether the network contains only loopback addresses: RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3.
     */
    boolean isLoopback() {
        return network.isLoopbackAddress() && prefixLength >= Byte.SIZE;
    }

    /** Returns the network that contains only this address. */
    static Cidr of(InetAddress address) {
        InetAddress unmapped = IpAddressText.unmapped(address);
        return new Cidr(unmapped, bits(unmapped));
    }

    /**
     * Returns the network of a text regardless of its host bits: {@code 10.1.2.3/8} is {@code 10.0.0.0/8}, as in
     * content filters.
     *
     * @return empty if the text is neither an address nor an address with a prefix length
     */
    public static Optional<Cidr> covering(String text) {
        Matcher form = SYNTAX.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return IpAddressText.parse(form.group(1)).flatMap(address -> {
            int prefixLength = form.group(2) == null ? bits(address) : Integer.parseInt(form.group(2));
            return prefixLength > bits(address)
                    ? Optional.empty()
                    : Optional.of(new Cidr(masked(address, prefixLength), prefixLength));
        });
    }

    /**
     * Returns whether the text has the characters and the length of an address: a cheap check that is true for all
     * addresses.
     */
    public static boolean mayBeAddress(String text) {
        if (text.isEmpty() || text.length() > MAX_ADDRESS_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the text is an address in this network. It never uses a name service. */
    public boolean containsAddress(String text) {
        return mayBeAddress(text) && IpAddressText.parse(text).filter(this::contains).isPresent();
    }

    /** Returns whether the address is in this network; an IPv4-mapped IPv6 address counts as its IPv4 address. */
    public boolean contains(InetAddress address) {
        InetAddress unmapped = IpAddressText.unmapped(address);
        return isIpv4(unmapped) == isIpv4(network) && sharesPrefix(network.getAddress(), unmapped.getAddress());
    }

    private boolean sharesPrefix(byte[] one, byte[] other) {
        int whole = prefixLength / 8;
        for (int i = 0; i < whole; i++) {
            if (one[i] != other[i]) {
                return false;
            }
        }
        int rest = prefixLength % 8;
        return rest == 0 || ((one[whole] ^ other[whole]) & 0xff) >>> (8 - rest) == 0;
    }

    private static InetAddress masked(InetAddress address, int prefixLength) {
        byte[] bytes = address.getAddress();
        BigInteger value = new BigInteger(1, bytes);
        int hostBits = bytes.length * 8 - prefixLength;
        byte[] kept = value.shiftRight(hostBits).shiftLeft(hostBits).toByteArray();
        byte[] masked = new byte[bytes.length];
        int length = Math.min(kept.length, masked.length);
        System.arraycopy(kept, kept.length - length, masked, masked.length - length, length);
        return IpAddressText.ofBytes(masked);
    }

    private static boolean isIpv4(InetAddress address) {
        return bits(address) == 32;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * 8;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr that && network.equals(that.network) && prefixLength == that.prefixLength;
    }

    @Override
    public int hashCode() {
        return Objects.hash(network, prefixLength);
    }

    /** Returns the text that {@link #parse} reads: canonical address, slash, prefix length. */
    @Override
    public String toString() {
        return IpAddressText.format(network) + "/" + prefixLength;
    }
}
