package dev.carteiro.dispatcher.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.dispatcher.TestSubscriptions;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrafenoEnvelopeTest {
    /** The output of {@code openssl dgst -sha256 -sign} for {"change":"approved","data":{"id":"4056455d-..."}}. */
    private static final String SIGNED_BY_OPENSSL = """
            sXpVH+jEMtbxsN5TZClphhc+CPPQ5tm380F6CNEfrwH99wPG+JlNxYk99Q8Z
            J1o4S5FebzNkoPRmxmg34TemD4eIsBtT8sUvq1mM6tUXIklXV7HHlH+IhpE3
            F2mtV9BKkz/1c8sKpCj/HQO085tsWT9++bPhhu+kCyfRkNBC/X3vwMPCi5Xb
            1wx9qzm/Ff99WWPniFfx0jD/XvhlwtPye7CfH/s/jXSu1jgQa7jD8FKTcAaQ
            gA0LnRQgmPqdNgv7HAcSkDoIXH9MkWdO77SkfSEI0EHN342Yvo5dytMja0WZ
            bh9uW4pMKr7+bWXB5sQhXv8qGuhWKhqd2DYiQDVr4A==
            """;

    @ParameterizedTest
    @CsvSource({"registration.approved", "approved", "a.b.approved"})
    void matchesTheDocumentOfTheOtherSystem(String type) throws Exception {
        String body = render("{\"event\": \"" + type
                + "\", \"data\": { \"id\" : \"4056455d-8614-45a9-adf5-1592c28499fc\"\n}}");

        assertThat(body).isEqualTo("{\"signature\":\"" + SIGNED_BY_OPENSSL.replace("\n", "\\n")
                + "\",\"change\":\"approved\",\"data\":{\"id\":\"4056455d-8614-45a9-adf5-1592c28499fc\"}}");
    }

    @Test
    void signsTheBodyWithoutItsFirstMember() throws Exception {
        String body = render("{\"event\": \"registration.validation_pendencies\", \"data\": {\"id\": \"8ecd3308\","
                + " \"pendencies\": [ {\"text\": \"O RG do s\u00f3cio est\u00e1 expirado.\"} ], \"n\": 1.50}}");
        JsonNode parsed = StrictJson.mapper().readTree(body);
        String cut = "{" + body.substring(body.indexOf("\"change\""));

        assertThat(cut).isEqualTo("{\"change\":\"validation_pendencies\",\"data\":{\"id\":\"8ecd3308\","
                + "\"pendencies\":[{\"text\":\"O RG do s\u00f3cio est\u00e1 expirado.\"}],\"n\":1.5}}");
        assertThat(parsed.path("signature").asText().lines().toList()).hasSize(6).allSatisfy(
                line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
        assertThat(verifies(cut, parsed.path("signature").asText())).isTrue();
        assertThat(verifies(cut.replace("8ecd3308", "8ecd3309"), parsed.path("signature").asText())).isFalse();
    }

    private static boolean verifies(String text, String signature) throws Exception {
        byte[] der = Base64.getMimeDecoder()
                .decode(TestSubscriptions.pem("rsa-2048-public").replaceAll("-----.*-----", ""));
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)));
        verifier.update(text.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(Base64.getMimeDecoder().decode(signature));
    }

    private static String render(String event) throws Exception {
        var subscription = TestSubscriptions.to("https://example.com", "grafeno",
                List.of("another that signs the headers", TestSubscriptions.pem("rsa-2048")));
        return new String(Envelope.render(subscription, SampleEvents.json(event)).body(), StandardCharsets.UTF_8);
    }
}
