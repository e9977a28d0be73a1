package dev.carteiro.schemas.targeturl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which headers a subscriber may add to a delivery. Stateless.
 *
 * <p>Refused are headers that frame the message (a second Content-Length smuggles a request), that Carteiro signs or
 * sets itself, that make a cloud's metadata service or a store of secrets answer, that change a request's method, path or
 * host behind the receiver's proxy, or that pretend to come from that proxy: who the client is, who has signed in. CGI and
 * its descendants read {@code X_Real_IP} as {@code X-Real-IP}, so both are one name here. Values are credentials more often than not, so no problem ever quotes one.
 */
public final class HeaderRules {
    /** How many headers a subscription may have. */
    public static final int MOST_HEADERS = 20;
    /** The longest value, in bytes. */
    public static final int LONGEST_VALUE = 4_096;
    /** All names and values together, in bytes. */
    public static final int LONGEST_TOGETHER = 16 * 1_024;

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"); // RFC 9110 section 5.6.2
    private static final int LONGEST_NAME_SHOWN = 64;

    private static final Set<String> OWN = Set.of(
            // of HTTP and its framing
            "host", "content-length", "content-type", "content-encoding", "transfer-encoding", "connection",
            "keep-alive",
            "upgrade", "http2-settings", "te", "trailer", "expect", "accept-encoding", "early-data", "max-forwards",
            // of Carteiro
            "user-agent", "cookie", "cookie2",
            // of proxies: whom the request comes from, and by which way
            "forwarded", "x-forwarded", "via", "cdn-loop", "proxy", "client-ip", "true-client-ip", "x-client-ip",
            "x-cluster-client-ip", "x-originating-ip", "x-source-ip", "x-host", "x-scheme", "x-url-scheme",
            "front-end-https", "wl-proxy-client-ip", "wl-proxy-ssl",
            // what a proxy or framework would do instead
            "x-rewrite-url", "x-method-override", "x-proxy-url", "x-base-url",
            // of metadata services
            "metadata", "metadata-flavor");

    private static final List<String> OWN_PREFIXES = List.of(
            // of HTTP, of Carteiro
            "sec-", "webhook-", "ce-", "x-twenty-webhook-",
            // of proxies and networks in front of receivers
            "proxy-", "x-proxy", "x-forwarded-", "x-real-", "x-remote-", "x-original-", "x-envoy-", "x-arr-",
            "cf-",
            "fastly-", "fly-", "akamai-", "x-akamai-", "x-sucuri-", "x-azure-", "x-vercel-", "x-nf-", "x-appengine-",
            "x-middleware-", "x-ssl-", "ssl-client-", "x-client-cert",
            // what a proxy or framework would do instead
            "x-http-",
            // of platforms: metadata, secrets, who has signed in
            "x-aws-ec2-metadata-token", "x-goog-", "x-google-", "x-amz-", "x-amzn-", "x-vault-", "x-consul-",
            "x-nomad-",
            "x-kubernetes-", "impersonate-", "x-auth-request-", "x-webauth-", "x-ms-client-principal", "x-ms-token-");

    private HeaderRules() {
    }

    /**
     * @param header the name as written, cut and with unprintable characters replaced, or "headers" for a limit on
     *     all of them
     * @param reason what is wrong and what would be accepted; never contains a value
     */
    public record HeaderProblem(String header, String reason) {
    }

    /** Everything that is wrong with a subscription's headers, in their order; empty if they may be sent. */
    public static List<HeaderProblem> check(Map<String, String> headers) {
        List<HeaderProblem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        long together = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey();
            String value = header.getValue();
            together += bytes(name) + bytes(value);
            nameProblem(name).ifPresent(reason -> problems.add(new HeaderProblem(shown(name), reason)));
            valueProblem(value).ifPresent(reason -> problems.add(new HeaderProblem(shown(name), reason)));
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                problems.add(new HeaderProblem(shown(name), "is given twice: names are the same in upper and lower case"));
            }
        }
        if (headers.size() > MOST_HEADERS) {
            problems.add(new HeaderProblem("headers", "are " + headers.size() + ": at most " + MOST_HEADERS
                    + " are allowed"));
        }
        if (together > LONGEST_TOGETHER) {
            problems.add(new HeaderProblem("headers", "have " + together + " bytes together: at most " + LONGEST_TOGETHER
                    + " are allowed"));
        }
        return problems;
    }

    /** Why a subscriber may not set a header of this name; empty if it may. */
    public static Optional<String> nameProblem(String name) {
        if (!TOKEN.matcher(name).matches()) {
            return Optional.of("is not a header name: write letters, digits and hyphens");
        }
        String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
        if (OWN.contains(lower) || OWN_PREFIXES.stream().anyMatch(lower::startsWith)) {
            return Optional.of("is a header that a subscription may not set");
        }
        return Optional.empty();
    }

    /**
     * Why this text cannot be the value of any header; empty if it can. Text from an event has to pass here too
     * before it becomes a header: it must not end the line it is in.
     */
    public static Optional<String> valueProblem(String value) {
        boolean isVisible = isVisible(value);
        if ((isVisible ? value.length() : bytes(value)) > LONGEST_VALUE) {
            return Optional.of("has a value longer than " + LONGEST_VALUE + " bytes");
        }
        if (!isVisible) {
            return Optional.of("has a value with a character that is not visible ASCII or a space");
        }
        if (!value.equals(value.strip())) {
            return Optional.of("has a value that begins or ends with a space");
        }
        return Optional.empty();
    }

    /** Asked for every request. */
    private static boolean isVisible(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String shown(String name) {
        String visible = name.replaceAll("[^!-~]", "?");
        return visible.length() <= LONGEST_NAME_SHOWN ? visible : visible.substring(0, LONGEST_NAME_SHOWN) + "...";
    }
}
