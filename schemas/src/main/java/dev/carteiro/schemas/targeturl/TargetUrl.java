package dev.carteiro.schemas.targeturl;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates a subscription's {@code targetUrl}. Stateless; it never resolves a name.
 *
 * <p>URL parsers differ in how they treat backslashes, user names, percent signs and non-ASCII dots in a host. An
 * attacker can bypass a check whose parser differs from that of the HTTP client. So everything that RFC 3986 does not
 * define unambiguously is rejected. Path and query are sent byte by byte as written; parts that the HTTP client would
 * change are rejected, with a correction. Scheme and host are sent in lower case, the default port is omitted from the
 * Host header, and an empty path is sent as {@code /}: these are the same target according to RFC 9110 section 4.2.3.
 *
 * <p>The operator's {@link AllowedTargets} have the following effects:
 * <ul>
 * <li>Addresses in the list are allowed as literals, with any port.
 * <li>{@code localhost} is allowed with any port if 127.0.0.1 or ::1 is in the list.
 * <li>Other internal names are allowed with ordinary ports if the list contains more than loopback addresses. Their
 *     addresses are checked when a connection is made.
 * </ul>
 */
public final class TargetUrl {
    /** Maximum length of a URL, in characters. */
    public static final int MAX_LENGTH = 2_048;

    private static final Pattern SYNTAX = Pattern.compile("(?i)(https?)://([^/?#]*)([^#]*)(#.*)?");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*)(?::(.*))?");
    /**
     * Segments that clients resolve before they send a request (RFC 3986 section 5.2.4). A dot may be percent-encoded.
     */
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)/(?:\\.|%2e){1,2}(?=[/?]|$)");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    private TargetUrl() {
    }

    /** Result of checking a URL. */
    public sealed interface CheckResult {

        /**
         * The URL is valid; its addresses are checked when a connection is made.
         *
         * @param url URL with scheme and host in lower case, otherwise as written
         */
        record Valid(URI url) implements CheckResult {
        }

        /**
         * The URL is rejected.
         *
         * @param reason one sentence for the subscriber; it quotes only host and port, because user name, path and
         *     query may be secret
         */
        record Rejected(String reason) implements CheckResult {
        }
    }

    /** Checks a URL. It never throws, whatever the text. */
    public static CheckResult check(String text, AllowedTargets allowed) {
        try {
            return new CheckResult.Valid(read(text, allowed));
        } catch (RejectedUrlException refusal) {
            return new CheckResult.Rejected(refusal.reason);
        }
    }

    private static URI read(String text, AllowedTargets allowed) throws RejectedUrlException {
        checkCharacters(text);
        Matcher form = SYNTAX.matcher(text);
        if (!form.matches()) {
            throw new RejectedUrlException("the URL does not start with https:// or http://");
        }
        String scheme = form.group(1).toLowerCase(Locale.ROOT);
        String authority = form.group(2).toLowerCase(Locale.ROOT);
        if (form.group(4) != null) {
            throw new RejectedUrlException("the URL has a fragment (#...), which is never sent: remove it");
        }
        if (authority.indexOf('@') >= 0) {
            throw new RejectedUrlException("the URL has a user name or password: use a header for credentials");
        }
        if (authority.indexOf('%') >= 0) {
            throw new RejectedUrlException(
                    "the host has a percent sign: percent-encoding and IPv6 zones are not allowed");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches() || parts.group(1).isEmpty()) {
            throw new RejectedUrlException("the URL has no valid host");
        }
        String host = parts.group(1);
        boolean isAllowedByOperator = checkHost(host, allowed);
        @Nullable
        String port = parts.group(2);
        checkPort(port, isAllowedByOperator);
        checkSentAsWritten(form.group(3), form.start(3));
        String normalised = scheme + "://" + authority + form.group(3);
        return parsedAgain(normalised, host, port == null ? -1 : Integer.parseInt(port));
    }

    private static void checkCharacters(String text) throws RejectedUrlException {
        if (text.length() > MAX_LENGTH) {
            throw new RejectedUrlException(
                    "the URL has " + text.length() + " characters: at most " + MAX_LENGTH + " are allowed");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~') {
                throw new RejectedUrlException("the URL has a character that is not ASCII at position " + (i + 1)
                        + ": use punycode (xn--...) in the host and percent-encoding in the rest");
            }
            if (c <= ' ') {
                throw new RejectedUrlException("the URL has white space or a control character at position " + (i + 1));
            }
            if (c == '\\') {
                throw new RejectedUrlException("the URL has a backslash at position " + (i + 1));
            }
        }
    }

    /**
     * Rejects valid parts that the HTTP client would change. {@code TargetUrlAgreesWithOkHttpTest} verifies that there
     * are no others.
     *
     * @param pathAndQuery path and query of the URL
     * @param start offset of the path in the URL
     */
    private static void checkSentAsWritten(String pathAndQuery, int start) throws RejectedUrlException {
        int query = pathAndQuery.indexOf('?');
        Matcher dots = DOT_SEGMENT.matcher(pathAndQuery);
        if (dots.find() && (query < 0 || dots.start() < query)) {
            throw new RejectedUrlException("the path has a segment of dots at position " + (start + dots.start() + 2)
                    + ", which the HTTP client would resolve: use the resolved path,"
                    + " for example /b instead of /a/../b");
        }
        int apostrophe = query < 0 ? -1 : pathAndQuery.indexOf('\'', query);
        if (apostrophe >= 0) {
            throw new RejectedUrlException("the query has an apostrophe at position " + (start + apostrophe + 1)
                    + ", which the HTTP client would send as %27: use %27");
        }
    }

    /** Checks the host, and returns whether the operator allowed it explicitly, so that it may have any port. */
    private static boolean checkHost(String host, AllowedTargets allowed) throws RejectedUrlException {
        boolean isBracketed = host.startsWith("[");
        String literal = isBracketed ? host.substring(1, host.length() - 1) : host;
        Optional<InetAddress> address = IpAddressText.parse(literal);
        if (isBracketed && (address.isEmpty() || literal.indexOf(':') < 0)) {
            throw new RejectedUrlException("the host in brackets is not an IPv6 address");
        }
        if (address.isPresent()) {
            requireAllowed(AddressRules.check(address.get(), allowed));
            return allowed.contains(address.get());
        }
        requireAllowed(HostNameRules.check(host, allowed));
        return HostNameRules.isLoopback(host);
    }

    private static void checkPort(@Nullable String port, boolean isAllowedByOperator) throws RejectedUrlException {
        if (port == null) {
            return;
        }
        if (!PORT.matcher(port).matches() || !InfrastructurePorts.exists(Integer.parseInt(port))) {
            throw new RejectedUrlException("the port is not a number from 1 to 65535 without leading zeros");
        }
        Optional<String> problem = InfrastructurePorts.problem(Integer.parseInt(port));
        if (problem.isPresent() && !isAllowedByOperator) {
            throw new RejectedUrlException(problem.get());
        }
    }

    /** Parses the URL with a second, independent parser, which must find the same host and port. */
    private static URI parsedAgain(String text, String host, int port) throws RejectedUrlException {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            // The exception's message would quote the whole URL.
            throw new RejectedUrlException("the URL is not valid at position " + (e.getIndex() + 1) + ": "
                    + e.getReason().toLowerCase(Locale.ROOT).replaceFirst(" at index.*", "") + advice(text, e), e);
        }
        if (!host.equals(url.getHost()) || port != url.getPort() || url.getRawUserInfo() != null) {
            throw new RejectedUrlException("the host is not a valid name or address");
        }
        return url;
    }

    private static String advice(String text, URISyntaxException e) {
        if (e.getIndex() < 0 || e.getIndex() >= text.length()) {
            return "";
        }
        char c = text.charAt(e.getIndex());
        return c == '%' ? "; use %25 for a percent sign" : "; use " + "%%%02X instead".formatted((int) c);
    }

    private static void requireAllowed(TargetDecision decision) throws RejectedUrlException {
        if (decision instanceof TargetDecision.Rejected rejected) {
            throw new RejectedUrlException(rejected.reason());
        }
    }

    /** Ends the check at the first violated rule; used only within this class. */
    private static final class RejectedUrlException extends Exception {
        private final String reason;

        RejectedUrlException(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        RejectedUrlException(String reason, Throwable cause) {
            super(reason, cause, false, false);
            this.reason = reason;
        }
    }
}
