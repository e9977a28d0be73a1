package dev.carteiro.schemas.targeturl;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses and formats IP addresses in the one notation that all programs interpret in the same way. Stateless.
 *
 * <p>Java, browsers and the C library disagree about {@code 0177.0.0.1} (octal or decimal) and {@code 127.1} (number of
 * parts), so that neither is an address here. Accepted are four decimal numbers without leading zeros, and RFC 4291
 * text.
 */
final class IpAddressText {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final String QUAD = OCTET + "(?:\\." + OCTET + "){3}";
    private static final Pattern IPV4 = Pattern.compile(QUAD);
    private static final Pattern IPV6 = Pattern
            .compile("(?:[0-9A-Fa-f]{0,4}:){2,8}(?:" + QUAD + "|[0-9A-Fa-f]{0,4})");
    private static final int MAPPED_PREFIX = 12;

    private IpAddressText() {
    }

    /** Parses an address without using a name service; empty for any other text. */
    static Optional<InetAddress> parse(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /**
     * Returns the address to which packets would go. The operating system connects to the IPv4 address of an
     * IPv4-mapped address ({@code ::ffff:0:0/96}, RFC 4291 section 2.5.5.2).
     */
    static InetAddress unmapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4 || !isMapped(bytes)) {
            return address;
        }
        return ofBytes(Arrays.copyOfRange(bytes, MAPPED_PREFIX, bytes.length));
    }

    static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(bytes.length + " bytes are not an IP address", impossible);
        }
    }

    /**
     * Returns the canonical text: a dotted quad, or RFC 5952 (lower case, longest run of zero groups as {@code ::}).
     */
    static String format(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? address.getHostAddress() : formatIpv6(bytes);
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
    }

    private static String formatIpv6(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int runStart = -1;
        int runLength = 1; // a single zero group is written out: RFC 5952 section 4.2.2
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end] == 0) {
                end++;
            }
            if (end - i > runLength) {
                runStart = i;
                runLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(hex(groups[i]));
        }
        return text.toString();
    }

    private static String hex(int group) {
        String padded = HexFormat.of().toHexDigits((short) group);
        String digits = padded.replaceFirst("^0+", "");
        return digits.isEmpty() ? "0" : digits;
    }
}
