package dev.carteiro.dispatcher.sign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.TestSubscriptions;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.testkit.signature.SignatureVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests in {@code docs/wire.md} verify with the keys that it shows, in the way that its text describes. */
class WireDocumentTest {
    private static final Pattern REQUEST = Pattern.compile("```http\\n((?:POST|PUT) .*?)\\n```", Pattern.DOTALL);

    private final String document = Files.readString(Path.of("../docs/wire.md"));

    WireDocumentTest() throws IOException {
    }

    /** @param headers the headers by lower-case name */
    private record WireExample(Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "twenty", "checkmob", "grafeno", "catalisa", "titan", "cloudevents",
            "cloudevents-binary", "raw"})
    void everyProfileIsShownWithAWholeRequest(String profile) {
        WireExample shown = shown(profile);

        assertThat(bytes(shown.body())).hasSize(Integer.parseInt(shown.header("content-length")));
        assertThat(shown.headers()).containsKeys("host", "content-type", "user-agent", "webhook-id",
                "webhook-timestamp", "webhook-attempt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "twenty", "catalisa", "cloudevents", "cloudevents-binary", "raw"})
    void theStandardSignatureVerifies(String profile) {
        WireExample shown = shown(profile);
        SignatureVerifier verifier = profile.equals("twenty")
                ? SignatureVerifier.ofKey(bytes("your-secret"))
                : SignatureVerifier.of(TestSubscriptions.WHSEC);

        assertThat(document).contains("`" + TestSubscriptions.WHSEC + "`");
        assertThat(verifier.verifies(shown.headers()::get, bytes(shown.body()))).isTrue();
    }

    @Test
    void twentysSignatureVerifies() throws Exception {
        WireExample shown = shown("twenty");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes("your-secret"), "HmacSHA256"));

        assertThat(shown.header("x-twenty-webhook-signature")).isEqualTo(HexFormat.of()
                .formatHex(mac.doFinal(bytes(shown.header("x-twenty-webhook-timestamp") + ":" + shown.body()))));
    }

    @Test
    void grafenosSignatureVerifiesWithThePublicKeyThatIsShown() throws Exception {
        String body = shown("grafeno").body();
        String signed = body.replaceFirst("\"signature\":\"[^\"]*\",", "");
        Matcher pem = Pattern.compile("-----BEGIN PUBLIC KEY-----(.*?)-----END", Pattern.DOTALL).matcher(document);
        assertThat(pem.find()).isTrue();
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)))));
        verifier.update(bytes(signed));

        assertThat(document).contains("```json\n" + signed + "\n```");
        assertThat(verifier.verify(Base64.getMimeDecoder()
                .decode(StrictJson.mapper().readTree(body).path("signature").asText()))).isTrue();
    }

    private WireExample shown(String profile) {
        String section = document.substring(document.indexOf("\n## " + profile + "\n"));
        Matcher request = REQUEST.matcher(section);
        assertThat(request.find()).isTrue();
        String[] parts = request.group(1).split("\n\n", 2);
        Map<String, String> headers = new TreeMap<>();
        Arrays.stream(parts[0].split("\n")).skip(1).forEach(line -> headers.put(
                line.substring(0, line.indexOf(':')).toLowerCase(java.util.Locale.ROOT),
                line.substring(line.indexOf(':') + 1).strip()));
        return new WireExample(headers, parts[1]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
