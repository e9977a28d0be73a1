package dev.carteiro.dispatcher.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.NodeScript;
import dev.carteiro.dispatcher.TestSubscriptions;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers that follow the documents of other systems: they parse the body and verify its serialization. */
class ReceiversThatStringifyTest {
    private static final String SECRET = "your-secret";
    private static final String EVENT = "{\"event\": \"a\", \"data\": {\"name\": \"Jo\\u00e3o \\/ \\ud83d\\ude00\", \"amount\": 1.50,"
            + " \"big\": 1e21, \"10\": -0.0, \"2\": [ 1.0E-7, 100.00 ], \"a\": 1, \"a\": 2}}";
    private static final String HELD_BY_NO_DOUBLE = "{\"event\": \"a\", \"data\": {\"id\": 9007199254740993}}";

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private final HttpSender sender = SenderCalls.sender();

    @BeforeEach
    void answer() {
        receiver.at("/hook").answers(200);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void verifyTwenty(@TempDir Path directory) throws Exception {
        String script = """
                const crypto = require('crypto');
                const [timestamp, signature, body, secret] = require('fs').readFileSync(0, 'utf8').split('\\n');
                const payload = JSON.parse(Buffer.from(body, 'base64').toString('utf8'));
                const expected = crypto.createHmac('sha256', secret).update(`${timestamp}:${JSON.stringify(payload)}`)
                  .digest('hex');
                console.log(signature === expected);
                """;
        assertThat(NodeScript.run(directory, script, twenty(EVENT))).containsExactly("true");
        assertThat(NodeScript.run(directory, script, twenty(HELD_BY_NO_DOUBLE))).as("as documented")
                .containsExactly("false");
    }

    @Test
    void verifyGrafeno(@TempDir Path directory) throws Exception {
        String script = """
                const crypto = require('crypto');
                const [body, key] = require('fs').readFileSync(0, 'utf8').split('\\n')
                  .map(line => Buffer.from(line, 'base64').toString('utf8'));
                const { signature, ...signed } = JSON.parse(body);
                console.log(crypto.verify('sha256', JSON.stringify(signed), key, Buffer.from(signature, 'base64')));
                """;
        String key = base64(TestSubscriptions.pem("rsa-2048-public").getBytes(StandardCharsets.UTF_8));
        List<String> grafeno = List.of(TestSubscriptions.pem("rsa-2048"));
        assertThat(NodeScript.run(directory, script, List.of(base64(sent("grafeno", grafeno, EVENT).body()), key)))
                .containsExactly("true");
        assertThat(
                NodeScript.run(directory, script,
                        List.of(base64(sent("grafeno", grafeno, HELD_BY_NO_DOUBLE).body()), key)))
                .as("as documented").containsExactly("false");
    }

    private List<String> twenty(String event) {
        ReceivedRequest request = sent("twenty", List.of(SECRET), event);
        return List.of(String.valueOf(request.headers().first("x-twenty-webhook-timestamp")),
                String.valueOf(request.headers().first("x-twenty-webhook-signature")), base64(request.body()), SECRET);
    }

    private ReceivedRequest sent(String profile, List<String> secrets, String event) {
        assertThat(SenderCalls.attempt(sender, TestSubscriptions.to(receiver.uri("/hook").toString(), profile, secrets),
                SenderCalls.delivery(event)).answer()).isEqualTo(new StatusReceived(200, null, ""));
        return receiver.requests().getLast();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
