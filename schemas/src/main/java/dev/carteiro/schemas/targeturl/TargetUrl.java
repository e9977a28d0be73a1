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
 * Reads a subscription's {@code targetUrl} and decides whether Carteiro would ever send anything there. Stateless;
 * resolves nothing.
 *
 * <p>Every URL parser has an opinion about backslashes, user names, percent signs and non-ASCII dots in a host, and
 * a guard is passed by where its opinion differs from that of the client that connects. So there are no opinions
 * here: what RFC 3986 does not spell in exactly one way is refused. Path and query are sent byte for byte as written,
 * and what the HTTP client would change in them is refused, with what to write instead. Scheme and host are sent in
 * lower case, a scheme's own port is left out of the Host header, and an empty path is sent as {@code /}: those are the
 * same target by RFC 9110 section 4.2.3.
 *
 * <p>What an operator's {@link AllowedTargets} changes: addresses in it may be written as literals, with any port;
 * {@code localhost} may be written, with any port, if 127.0.0.1 or ::1 is in it; other internal names may be written
 * as soon as more than loopback addresses is in it, with ordinary ports, because what they resolve to is judged when it is
 * dialled.
 */
public final class TargetUrl {
    /** The longest URL, in characters. */
    public static final int LONGEST = 2_048;

    private static final Pattern FORM = Pattern.compile("(?i)(https?)://([^/?#]*)([^#]*)(#.*)?");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*)(?::(.*))?");
    /** RFC 3986 section 5.2.4: clients resolve these before they send. A dot may be written as an escape. */
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)/(?:\\.|%2e){1,2}(?=[/?]|$)");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    private TargetUrl() {
    }

    /** What became of a URL. */
    public sealed interface CheckResult {

        /**
         * It may be called, if its addresses are allowed when they are dialled.
         *
         * @param url with scheme and host in lower case, otherwise as written
         */
        record Valid(URI url) implements CheckResult {
        }

        /**
         * It will never be called.
         *
         * @param reason one sentence for the subscriber; quotes at most the host and the port, because a user name,
         *     a path or a query may be secret
         */
        record Rejected(String reason) implements CheckResult {
        }
    }

    /** Never throws, whatever the text. */
    public static CheckResult check(String text, AllowedTargets allowed) {
        try {
            return new CheckResult.Valid(read(text, allowed));
        } catch (RejectedUrlException refusal) {
            return new CheckResult.Rejected(refusal.reason);
        }
    }

    private static URI read(String text, AllowedTargets allowed) throws RejectedUrlException {
        checkCharacters(text);
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new RejectedUrlException("the URL does not begin with https:// or http://");
        }
        String scheme = form.group(1).toLowerCase(Locale.ROOT);
        String authority = form.group(2).toLowerCase(Locale.ROOT);
        if (form.group(4) != null) {
            throw new RejectedUrlException("the URL has a fragment (#...), which is never sent: remove it");
        }
        if (authority.indexOf('@') >= 0) {
            throw new RejectedUrlException("the URL has a user name or password: put credentials into a header");
        }
        if (authority.indexOf('%') >= 0) {
            throw new RejectedUrlException("the host has a percent sign: neither escapes nor IPv6 zones are allowed in it");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches() || parts.group(1).isEmpty()) {
            throw new RejectedUrlException("the URL has no readable host");
        }
        String host = parts.group(1);
        boolean opened = checkHost(host, allowed);
        @Nullable
        String port = parts.group(2);
        checkPort(port, opened);
        checkSentAsWritten(form.group(3), form.start(3));
        String normalised = scheme + "://" + authority + form.group(3);
        return strictly(normalised, host, port == null ? -1 : Integer.parseInt(port));
    }

    private static void checkCharacters(String text) throws RejectedUrlException {
        if (text.length() > LONGEST) {
            throw new RejectedUrlException("the URL has " + text.length() + " characters: at most " + LONGEST + " are allowed");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~') {
                throw new RejectedUrlException("the URL has a character that is not ASCII at position " + (i + 1)
                        + ": write the host as punycode (xn--...) and the rest percent-encoded");
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
     * Refuses what is valid and yet changed by the client on its way. {@code TargetUrlAgreesWithOkHttpTest} proves that
     * there is nothing else.
     *
     * @param pathAndQuery of the URL, which it follows at {@code start}
     */
    private static void checkSentAsWritten(String pathAndQuery, int start) throws RejectedUrlException {
        int query = pathAndQuery.indexOf('?');
        Matcher dots = DOT_SEGMENT.matcher(pathAndQuery);
        if (dots.find() && (query < 0 || dots.start() < query)) {
            throw new RejectedUrlException("the path has a segment of dots at position " + (start + dots.start() + 2)
                    + ", which is resolved before a request is sent: write the path that it leads to,"
                    + " for example /b instead of /a/../b");
        }
        int apostrophe = query < 0 ? -1 : pathAndQuery.indexOf('\'', query);
        if (apostrophe >= 0) {
            throw new RejectedUrlException("the query has an apostrophe at position " + (start + apostrophe + 1)
                    + ", which is sent as %27: write %27");
        }
    }

    /** Whether the host is one the operator opened by name or number, so that it may have any port. */
    private static boolean checkHost(String host, AllowedTargets allowed) throws RejectedUrlException {
        boolean bracketed = host.startsWith("[");
        String literal = bracketed ? host.substring(1, host.length() - 1) : host;
        Optional<InetAddress> address = IpAddressText.parse(literal);
        if (bracketed && (address.isEmpty() || literal.indexOf(':') < 0)) {
            throw new RejectedUrlException("the host in brackets is not an IPv6 address");
        }
        if (address.isPresent()) {
            refuse(AddressRules.judge(address.get(), allowed));
            return allowed.contains(address.get());
        }
        refuse(HostNameRules.judge(host, allowed));
        return HostNameRules.isLoopback(host);
    }

    private static void checkPort(@Nullable String port, boolean opened) throws RejectedUrlException {
        if (port == null) {
            return;
        }
        if (!PORT.matcher(port).matches() || !InfrastructurePorts.exists(Integer.parseInt(port))) {
            throw new RejectedUrlException("the port is not a number from 1 to 65535 without leading zeros");
        }
        Optional<String> problem = InfrastructurePorts.problem(Integer.parseInt(port));
        if (problem.isPresent() && !opened) {
            throw new RejectedUrlException(problem.get());
        }
    }

    /** A second, independent reader must see the same host and port. */
    private static URI strictly(String text, String host, int port) throws RejectedUrlException {
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
        return c == '%' ? "; write a percent sign as %25" : "; write it as " + "%%%02X".formatted((int) c);
    }

    private static void refuse(TargetDecision judgement) throws RejectedUrlException {
        if (judgement instanceof TargetDecision.Rejected refused) {
            throw new RejectedUrlException(refused.reason());
        }
    }

    /** Ends the reading at the first rule that is broken; never leaves this class. */
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
