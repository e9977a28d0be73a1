package dev.carteiro.dispatcher.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String TOKEN = "eyJhbGciOi/JSUz+I1NiJ9=.x\"y'z&w";
    private static final String BEARER = "Bearer " + TOKEN;
    private static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Redaction redaction = new Redaction(List.of(), List.of(BEARER));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"no @, sorry | no ***, sorry",
            "{\"authorization\":\"@\"} | {\"authorization\":\"***\"}", "@@ | ***", "@ and @ | *** and ***", "@ | ***"})
    void blanksAValueAnywhereInTheText(String text, String blanked) {
        assertThat(redaction.of(text.replace("@", BEARER))).isEqualTo(blanked);
        assertThat(redaction.of(text.replace("@", TOKEN))).isEqualTo(blanked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJhbGciOi\\/JSUz+I1NiJ9=.x\\\"y'z&w",
            "eyJhbGciOi\\u002fJSUz\\u002BI1NiJ9=.x\\u0022y\\u0027z\\u0026w",
            "eyJhbGciOi%2FJSUz%2BI1NiJ9%3D.x%22y%27z%26w", "eyJhbGciOi%2fJSUz%2bI1NiJ9%3d.x%22y%27z%26w",
            "eyJhbGciOi%252FJSUz%252BI1NiJ9%253D.x%2522y%2527z%2526w", "eyJhbGciOi/JSUz+I1NiJ9=.x&quot;y&#39;z&amp;w",
            "eyJhbGciOi&#x2F;JSUz&#43;I1NiJ9&#61;.x&#34;y&apos;z&amp;w", "eyJhbGciOi\\\\\\/JSUz+I1NiJ9=.x\\\\\\\"y'z&w",
            "EYJHBGCIOI/JSUZ+I1NIJ9=.X\"Y'Z&W", "eyJhbGciOi/\n JSUz+I1NiJ9=.x\"y'z&w",
            "eyJhbGciOi/\\nJSUz+I1NiJ9=.x\"y'z&w",
            "eyJhbGciOi%2FJSUz+I1NiJ9=.x&quot;y\\u0027z&amp;w"})
    void knowsAValueByItsEscapes(String echoed) {
        assertThat(redaction.of("{\"got\": \"" + echoed + "\"}")).isEqualTo("{\"got\": \"***\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xy", "xyz", "{\"authorization\": \"", "POST / HTTP/1.1\r\n"})
    void findsAValueInBase64TogetherWithOtherText(String before) {
        for (String behind : List.of("", "\"", "\"}", "\r\n\r\n{}")) {
            byte[] bytes = (before + BEARER + behind).getBytes(StandardCharsets.UTF_8);
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getMimeEncoder(),
                    Base64.getUrlEncoder().withoutPadding())) {
                String echoed = encoder.encodeToString(bytes);
                String blanked = redaction.of(echoed);

                assertThat(blanked).contains("***").hasSizeLessThan(
                        echoed.length() - BEARER.length() + 8);
                assertNothingOf(TOKEN, decoded(blanked, echoed));
            }
        }
    }

    @Test
    void findsAValueInHexadecimal() {
        assertThat(redaction.of("x" + HexFormat.of().withUpperCase().formatHex(TOKEN.getBytes(StandardCharsets.UTF_8))
                + "y")).isEqualTo("x***y");
    }

    /** A receiver may return only a part, and the part may end with the text. */
    @Test
    void leavesLessThanEightCharactersOfAValueThatWasCut() {
        String token = "abcdefghijklmnopqrstuvwxyz0123456789";
        Redaction cut = new Redaction(List.of(), List.of("Bearer " + token));
        for (int from = 0; from < token.length(); from++) {
            for (int to = from + 1; to <= token.length(); to++) {
                String part = token.substring(from, to);
                String blanked = cut.of("<" + part + ">");
                assertThat(blanked).isEqualTo(part.length() < 8 ? "<" + part + ">" : "<***>");
            }
        }
        for (int to = 1; to < token.length(); to++) {
            assertThat(cut.of("text " + token.substring(0, to)))
                    .isEqualTo(to < 4 ? "text " + token.substring(0, to) : "text ***");
        }
    }

    @Test
    void blanksTheCredentialsOfABasicHeader() {
        String basic = Base64.getEncoder().encodeToString("joão:s3nh@!".getBytes(StandardCharsets.UTF_8));
        Redaction credentials = new Redaction(List.of(), List.of("basic " + basic));

        assertThat(credentials.of("user joão:s3nh@!.")).isEqualTo("user ***.");
        assertThat(credentials.of("password s3nh@! is wrong")).isEqualTo("password *** is wrong");
        assertThat(credentials.of("got " + basic)).isEqualTo("got ***");
        assertThat(new Redaction(List.of(), List.of("Basic ???")).of("what ???")).isEqualTo("what ???");
    }

    @Test
    void blanksSecrets() {
        String plain = "segredo não base64";
        String whsk = "whsk_" + Base64.getEncoder().encodeToString(new byte[32]).replace("AAAAAAAA", "AbCdEf12");
        Redaction keys = new Redaction(List.of(Secret.parse(WHSEC), Secret.parse(plain), Secret.parse(whsk)),
                List.of());

        assertThat(keys.of("expected " + WHSEC)).isEqualTo("expected whsec_***");
        assertThat(keys.of("expected " + plain + "!")).isEqualTo("expected ***!");
        assertThat(keys.of("expected " + whsk)).startsWith("expected whsk_***").hasSizeLessThan(25);
    }

    @Test
    void leavesOtherTextUnchanged() {
        String text = "{\"error\": \"Bearer token required\", \"realm\": \"x%20y &amp; z\\u0041\", \"id\": 12345678}";
        assertThat(redaction.of(text)).isSameAs(text);
        assertThat(redaction.of("")).isEmpty();
        assertThat(redaction.of("%")).isEqualTo("%");
        assertThat(redaction.of("&#x110000; &#99999999; &; \\u12 \\x %4"))
                .isEqualTo("&#x110000; &#99999999; &; \\u12 \\x %4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "12345", "a b c", "true"})
    void ignoresValuesTooShortToSearchFor(String value) {
        Redaction shorts = new Redaction(List.of(), List.of(value));
        String text = "true 1 12345 a b c 31 3132333435 MTIzNDU";
        assertThat(shorts.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456", "geheim", "s3nh@ s"})
    void findsValuesOfSixCharacters(String value) {
        assertThat(new Redaction(List.of(), List.of(value)).of("it is " + value + "!")).isEqualTo("it is ***!");
    }

    @Test
    @Timeout(10)
    void isBoundedByWhatASubscriptionAndAnExcerptMayHave() {
        List<String> values = List.of("a".repeat(4_096), "&amp;".repeat(819), "%25".repeat(1_365), "ab".repeat(2_048));
        Redaction hostile = new Redaction(List.of(), values);
        long began = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            for (String text : List.of("a".repeat(4_096), "%25".repeat(1_365), "\\".repeat(4_096),
                    "&#".repeat(2_048))) {
                assertThat(hostile.of(text)).hasSizeLessThanOrEqualTo(4_096);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    }

    /** Returns what can be decoded from the base64 on both sides of the blanked part. */
    private static String decoded(String blanked, String echoed) {
        String text = blanked.replaceAll("[\r\n=]", "").replace('-', '+').replace('_', '/');
        int length = echoed.replaceAll("[\r\n=]", "").length();
        String before = text.substring(0, text.indexOf('*'));
        String behind = text.substring(text.lastIndexOf('*') + 1);
        int skipped = Math.min(behind.length(), Math.floorMod(behind.length() - length, 4));
        return decoded(before) + decoded(behind.substring(skipped));
    }

    private static String decoded(String base64) {
        int whole = base64.length() % 4 == 1 ? base64.length() - 1 : base64.length();
        return new String(Base64.getDecoder().decode(base64.substring(0, whole)), StandardCharsets.ISO_8859_1);
    }

    private static void assertNothingOf(String value, String text) {
        for (int i = 0; i + 10 <= value.length(); i++) {
            assertThat(text).doesNotContain(value.substring(i, i + 10));
        }
    }
}
