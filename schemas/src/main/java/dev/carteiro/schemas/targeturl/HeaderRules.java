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
 * Decides which headers a subscription may add to its requests. Stateless.
 *
 * <p>The following headers are rejected:
 * <ul>
 * <li>headers that frame the message: a second Content-Length can smuggle a request
 * <li>headers that Carteiro signs or sets itself
 * <li>headers that make a cloud's metadata service or a secret store respond
 * <li>headers that change method, path or host of a request behind the receiver's proxy
 * <li>headers that pretend to come from that proxy, for example about the client's identity
 * </ul>
 *
 * <p>CGI and its descendants read {@code X_Real_IP} as {@code X-Real-IP}, so that both count as the same name. Values are
 * often credentials, so that no problem quotes one.
 */
public final class HeaderRules {
    /** Maximum number of headers of a subscription. */
    public static final int MAX_HEADERS = 20;
    /** Maximum size of a value, in bytes. */
    public static final int MAX_VALUE_BYTES = 4_096;
    /** Maximum size of all names and values together, in bytes. */
    public static final int MAX_TOTAL_BYTES = 16 * 1_024;

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"); // RFC 9110 section 5.6.2
    private static final int MAX_SHOWN_NAME_LENGTH = 64;

    private static final Set<String> RESERVED = Set.of(
            // HTTP and its framing
            "host", "content-length", "content-type", "content-encoding", "transfer-encoding", "connection",
            "keep-alive",
            "upgrade", "http2-settings", "te", "trailer", "expect", "accept-encoding", "early-data", "max-forwards",
            // Carteiro
            "user-agent", "cookie", "cookie2",
            // proxies: origin and path of the request
            "forwarded", "x-forwarded", "via", "cdn-loop", "proxy", "client-ip", "true-client-ip", "x-client-ip",
            "x-cluster-client-ip", "x-originating-ip", "x-source-ip", "x-host", "x-scheme", "x-url-scheme",
            "front-end-https", "wl-proxy-client-ip", "wl-proxy-ssl",
            // requests rewritten by a proxy or framework
            "x-rewrite-url", "x-method-override", "x-proxy-url", "x-base-url",
            // metadata services
            "metadata", "metadata-flavor");

    private static final List<String> RESERVED_PREFIXES = List.of(
            // HTTP, Carteiro
            "sec-", "webhook-", "ce-", "x-twenty-webhook-",
            // proxies and networks in front of receivers
            "proxy-", "x-proxy", "x-forwarded-", "x-real-", "x-remote-", "x-original-", "x-envoy-", "x-arr-",
            "cf-",
            "fastly-", "fly-", "akamai-", "x-akamai-", "x-sucuri-", "x-azure-", "x-vercel-", "x-nf-", "x-appengine-",
            "x-middleware-", "x-ssl-", "ssl-client-", "x-client-cert",
            // requests rewritten by a proxy or framework
            "x-http-",
            // platforms: metadata, secrets, signed-in users
            "x-aws-ec2-metadata-token", "x-goog-", "x-google-", "x-amz-", "x-amzn-", "x-vault-", "x-consul-",
            "x-nomad-",
            "x-kubernetes-", "impersonate-", "x-auth-request-", "x-webauth-", "x-ms-client-principal", "x-ms-token-");

    private HeaderRules() {
    }

    /**
     * A problem of one header, or of all headers together.
     *
     * @param header name as written, truncated and with unprintable characters replaced; "headers" for a limit that
     *     applies to all headers together
     * @param reason what is wrong and what would be accepted; never contains a value
     */
    public record HeaderProblem(String header, String reason) {
    }

    /** Returns the problems of a subscription's headers in their order; empty if they may be sent. */
    public static List<HeaderProblem> check(Map<String, String> headers) {
        List<HeaderProblem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        long total = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey();
            String value = header.getValue();
            total += bytes(name) + bytes(value);
            nameProblem(name).ifPresent(reason -> problems.add(new HeaderProblem(shown(name), reason)));
            valueProblem(value).ifPresent(reason -> problems.add(new HeaderProblem(shown(name), reason)));
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                problems.add(new HeaderProblem(shown(name), "is a duplicate: names are not case-sensitive"));
            }
        }
        if (headers.size() > MAX_HEADERS) {
            problems.add(new HeaderProblem("headers", "have " + headers.size() + " entries: at most " + MAX_HEADERS
                    + " are allowed"));
        }
        if (total > MAX_TOTAL_BYTES) {
            problems.add(new HeaderProblem("headers", "have " + total + " bytes in total: at most " + MAX_TOTAL_BYTES
                    + " are allowed"));
        }
        return problems;
    }

    /** Returns the reason for which a subscription may not set a header with this name; empty if it may. */
    public static Optional<String> nameProblem(String name) {
        if (!TOKEN.matcher(name).matches()) {
            return Optional.of("is not a header name: use letters, digits and hyphens");
        }
        String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
        if (RESERVED.contains(lower) || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith)) {
            return Optional.of("is reserved: a subscription may not set it");
        }
        return Optional.empty();
    }

    /**
     * Returns the reason for which this text cannot be the value of a header; empty if it can. Text from an event must
     * pass this check as well before it becomes a header, because a line break would start a new header.
     */
    public static Optional<String> valueProblem(String value) {
        boolean isVisible = isVisible(value);
        if ((isVisible ? value.length() : bytes(value)) > MAX_VALUE_BYTES) {
            return Optional.of("has a value longer than " + MAX_VALUE_BYTES + " bytes");
        }
        if (!isVisible) {
            return Optional.of("has a value with a character that is not visible ASCII or a space");
        }
        if (!value.equals(value.strip())) {
            return Optional.of("has a value that starts or ends with a space");
        }
        return Optional.empty();
    }

    /** Checks the characters in a loop, because this runs for every request. */
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
        return visible.length() <= MAX_SHOWN_NAME_LENGTH
                ? visible
                : visible.substring(0, MAX_SHOWN_NAME_LENGTH) + "...";
    }
}
