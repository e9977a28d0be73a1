package dev.carteiro.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.targeturl.TargetUrl;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Random;
import okhttp3.HttpUrl;
import okhttp3.internal.http.RequestLine;
import org.junit.jupiter.api.Test;

/**
 * The guard and the client must read the same host from every accepted URL, or the guard has no effect. The client must also write
 * the request line exactly as the subscriber wrote the URL.
 */
class TargetUrlAgreesWithOkHttpTest {
    private static final AllowedTargets EVERYTHING = AllowedTargets.parse(List.of("0.0.0.0/0", "::/0"));
    private static final List<String> PIECES = List.of("http://", "https://", "HTTP://", "example", ".com", "LOCALHOST",
            "127.0.0.1", "10.1.2.3", "0177", "0x7f", "1", "255", "256", ".", "..", "[", "]", "::", ":", "ffff:",
            "1:2:3:4",
            ":5:6:7", ":8", "0:0", "fe80::1", "[::1]", "[2001:db8::", "64:ff9b::", "%25eth0", "%2e", "%00", "%", "@",
            "user:pw@", "\\", "/", "//", "?", "#", "&a=b", ":80", ":8080", ":0", ":65536", "xn--", "xn--n3h", "-", "_",
            "\u3002", "\uff11", "\u212a", "\u00ad", "\t", "\n", " ", "[]", "|", "{", "a", "b.c", "/../", ";", ",", "+",
            "~");
    private static final List<String> OF_PATHS_AND_QUERIES = List.of("a", "b.c", "/", "//", "/.", "/..", "/../", "/%2e",
            "%2E", "%2f", "%27", "%C3%A3", "%", "%zz", "?", "?'", "'", "&", "=", "a=b", ";", ",", "+", "!$", "(*)", "~",
            "@", ":", "[", "]", "|", "{", "^", "`", "<", "\"", "\\", "#", " ", "\t", "\u00e3");

    @Test
    void aboutHostAndPortOfEveryAcceptedUrl() throws Exception {
        Random random = new Random(42);
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = random(random);
            if (TargetUrl.check(text, EVERYTHING) instanceof TargetUrl.CheckResult.Valid valid) {
                accepted++;
                assertAgreement(text, valid.url());
            }
        }
        assertThat(accepted).isGreaterThan(5_000);
    }

    private static void assertAgreement(String text, URI url) {
        HttpUrl original = HttpUrl.get(text);
        HttpUrl normalised = HttpUrl.get(url.toString());

        assertThat(original).as(text).isEqualTo(normalised);
        assertThat(original.scheme()).isEqualTo(url.getScheme());
        assertThat(original.port()).isEqualTo(
                url.getPort() == -1 ? HttpUrl.defaultPort(url.getScheme()) : url.getPort());
        assertThat(original.username()).isEmpty();
        assertThat(original.password()).isEmpty();
        if (url.getHost().startsWith("[")) {
            String literal = url.getHost().substring(1, url.getHost().length() - 1);
            assertThat(InetAddress.ofLiteral(original.host())).as(text).isEqualTo(InetAddress.ofLiteral(literal));
        } else {
            assertThat(original.host()).as(text).isEqualTo(url.getHost());
        }
    }

    @Test
    void writesPathAndQueryOfEveryAcceptedUrlUnchanged() {
        Random random = new Random(43);
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = "http://example.com" + (random.nextInt(10) == 0 ? "?" : "/")
                    + random(random, "", OF_PATHS_AND_QUERIES);
            if (TargetUrl.check(text, EVERYTHING) instanceof TargetUrl.CheckResult.Valid) {
                accepted++;
                assertThat(requestTarget(text)).as(text).isEqualTo(written(text));
            }
        }
        assertThat(accepted).isGreaterThan(30_000);
    }

    /** Each single character of RFC 3986 and each pair of them, in each place. */
    @Test
    void writesEveryAcceptedCharacterUnchanged() {
        for (String place : List.of("http://example.com/", "http://example.com/a", "http://example.com/a/",
                "http://example.com/?", "http://example.com?", "http://example.com/a?b=")) {
            for (char one = ' '; one < 128; one++) {
                for (char two = ' '; two < 127; two++) {
                    String text = place + one + two;
                    if (TargetUrl.check(text, EVERYTHING) instanceof TargetUrl.CheckResult.Valid) {
                        assertThat(requestTarget(text)).as(text).isEqualTo(written(text));
                    }
                }
            }
        }
    }

    private static String requestTarget(String text) {
        return RequestLine.INSTANCE.requestPath(HttpUrl.get(text));
    }

    private static String written(String text) {
        String written = text.substring("http://example.com".length());
        return written.startsWith("/") ? written : "/" + written;
    }

    private static String random(Random random) {
        return random(random, random.nextInt(10) == 0 ? "" : "http://", PIECES);
    }

    private static String random(Random random, String beginning, List<String> pieces) {
        StringBuilder text = new StringBuilder(beginning);
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }
}
