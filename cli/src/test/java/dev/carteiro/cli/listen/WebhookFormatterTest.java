package dev.carteiro.cli.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.cli.option.Colours;
import dev.carteiro.cli.receiver.ReceivedWebhook;
import dev.carteiro.cli.receiver.SignatureVerdict;
import dev.carteiro.cli.receiver.WebhookHeaders;
import dev.carteiro.cli.receiver.WebhookResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests formatted for people. */
class WebhookFormatterTest {
    private static final SignatureVerdict VERIFIED = new SignatureVerdict.ValidSignature("verified", List.of());

    private static ReceivedWebhook request(String body) {
        return new ReceivedWebhook(Instant.parse("2025-02-10T15:30:50.120Z"), "POST", "/",
                new WebhookHeaders(Map.of("webhook-id", List.of("dlv_1"), "webhook-attempt", List.of("2"))),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> lines(String body, SignatureVerdict verdict, WebhookResponse response) {
        return WebhookFormatter.text(request(body), verdict, response, Duration.ofMillis(7), ZoneOffset.UTC,
                new Colours(false));
    }

    @Test
    void showsTimeTypeVerdictStatusAndTheBody() {
        assertThat(lines("{\"type\":\"person.created\",\"n\":1.50}", VERIFIED, WebhookResponse.of(200)))
                .containsExactly(
                        "15:30:50.120  person.created  verified  200 in 7 ms  attempt 2  dlv_1", "  {",
                        "    \"type\" : \"person.created\",", "    \"n\" : 1.50", "  }");
    }

    @Test
    void showsAWrongSignatureAndTheServersResponse() {
        assertThat(lines("x", new SignatureVerdict.InvalidSignature("why", List.of()),
                WebhookResponse.text(401, "no\u001b[2J")))
                .containsExactly("15:30:50.120  -  WRONG SIGNATURE (why)  401 in 7 ms  attempt 2  dlv_1",
                        "  response: no?[2J", "  x");
    }

    @Test
    void isBoundedAndHoldsNoControlCharacters() {
        List<String> lines = lines("{\"event\":\"a\\u001b[2J\",\"list\":[" + "1,".repeat(100_000) + "1]}", VERIFIED,
                WebhookResponse.of(200));
        assertThat(lines.getFirst()).contains("  a?[2J  verified  ");
        assertThat(lines).hasSizeLessThan(50).allMatch(line -> line.length() < 600);
        assertThat(lines("\n".repeat(100) + "\u001b[2J", VERIFIED, WebhookResponse.of(200))).last()
                .isEqualTo("  ... 61 more lines");
    }
}
