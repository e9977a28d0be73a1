package dev.carteiro.dispatcher.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.TestSubscriptions;
import dev.carteiro.dispatcher.verdict.SendResult.FailureKind;
import dev.carteiro.dispatcher.verdict.SendResult.NoResponse;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.testkit.receiver.Behaviour;
import dev.carteiro.testkit.receiver.ConnectionDisposition;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Receivers that send the request back, in whole or in part. More people may see the attempts than the headers.
 */
class EchoingReceiverTest {
    private static final String TOKEN = "tk_9f2c4b7d1a8e6035";
    private static final String HEADERS = "'headers': {'authorization': 'Bearer " + TOKEN + "', 'x-short': '1'}";

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private final HttpSender sender = SenderCalls.sender();

    @AfterEach
    void close() {
        receiver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "twenty", "grafeno", "cloudevents"})
    void leavesNoTraceOfHeaderValuesAndSignatures(String profile) {
        String excerpt = echo(profile, EchoingReceiverTest::wholeRequest);

        ReceivedRequest request = receiver.requests().getFirst();
        assertThat(excerpt)
                .contains("authorization: ***", "x-short: 1", "webhook-id: dlv_1", "webhook-timestamp: 1767225600")
                .doesNotContain(TOKEN);
        for (String name : List.of("webhook-signature", "X-Twenty-Webhook-Signature")) {
            for (String signature : request.headers().all(name)) {
                assertThat(excerpt).doesNotContain(signature.substring(4)).contains(name + ": ");
            }
        }
        if (profile.equals("grafeno")) {
            assertThat(excerpt)
                    .contains(
                            "{\"signature\":\"***\\n\",\"change\":\"created\",\"data\":{\"city\":\"S\u00e3o Paulo\"}}");
        } else {
            assertThat(excerpt).contains("S\u00e3o Paulo");
        }
    }

    @Test
    void leavesNoTraceInBase64() {
        String excerpt = echo("standard", request -> Base64.getEncoder()
                .encodeToString(wholeRequest(request).getBytes(StandardCharsets.UTF_8)));

        String decoded = new String(Base64.getMimeDecoder().decode(excerpt.replace("***", "AAAA").replace("=", "")),
                StandardCharsets.ISO_8859_1);
        assertThat(decoded).contains("POST /hook").doesNotContain(TOKEN.substring(0, 10), TOKEN.substring(8));
    }

    /** The excerpt ends within the token, at any position. */
    @Test
    void leavesNoHalfOfATokenWhereTheExcerptEnds() {
        for (int kept = 0; kept <= TOKEN.length(); kept++) {
            int before = BodyExcerpt.MAX_BYTES - kept;
            String excerpt = echo("standard", request -> "x".repeat(before) + TOKEN + "y".repeat(5_000));

            assertThat(excerpt).startsWith("x".repeat(before)).doesNotContain("tk_");
        }
    }

    @Test
    void leavesNothingInTheDetailOfAFailure() {
        receiver.at("/hook").behaves((wire, request) -> {
            wire.write("SORRY Bearer " + TOKEN + " " + request.headers().first("webhook-signature") + "\r\n\r\n");
            return ConnectionDisposition.CLOSE;
        });

        Subscription subscription = subscription("standard");
        assertThat(SenderCalls.attempt(sender, subscription).answer()).isInstanceOfSatisfying(NoResponse.class,
                failed -> {
                    assertThat(failed.failure()).isEqualTo(FailureKind.PROTOCOL);
                    assertThat(failed.detail()).contains("SORRY ***").doesNotContain(TOKEN, "v1,");
                });
    }

    private String echo(String profile, Function<ReceivedRequest, String> body) {
        Behaviour echo = (wire, request) -> {
            byte[] bytes = body.apply(request).getBytes(StandardCharsets.UTF_8);
            wire.write("HTTP/1.1 500 Oops\r\nconnection: close\r\ncontent-length: " + bytes.length + "\r\n\r\n");
            wire.write(bytes);
            return ConnectionDisposition.CLOSE;
        };
        receiver.at("/hook").behaves(echo);
        return SenderCalls.attempt(sender, subscription(profile),
                SenderCalls.delivery("{\"event\":\"a\",\"data\":{\"city\":\"S\u00e3o Paulo\"}}"))
                .answer() instanceof StatusReceived answered ? answered.excerpt() : "no answer";
    }

    private Subscription subscription(String profile) {
        return TestSubscriptions.to(receiver.uri("/hook").toString(), profile,
                profile.equals("grafeno") ? List.of(TestSubscriptions.pem("rsa-2048")) : List.of("a plain secret"),
                HEADERS);
    }

    private static String wholeRequest(ReceivedRequest request) {
        return request.method() + " " + request.target() + "\n" + request.headers().fields().stream()
                .map(field -> field.getKey() + ": " + field.getValue()).collect(Collectors.joining("\n")) + "\n\n"
                + request.bodyText();
    }
}
