package dev.carteiro.dispatcher.send;

import static dev.carteiro.testkit.receiver.Behaviours.answer;
import static dev.carteiro.testkit.receiver.Behaviours.answerBeforeBody;
import static dev.carteiro.testkit.receiver.Behaviours.answerThenClose;
import static dev.carteiro.testkit.receiver.Behaviours.closeAfterRequest;
import static dev.carteiro.testkit.receiver.Behaviours.drip;
import static dev.carteiro.testkit.receiver.Behaviours.neverAnswer;
import static dev.carteiro.testkit.receiver.Behaviours.neverReadBody;
import static dev.carteiro.testkit.receiver.Behaviours.raw;
import static dev.carteiro.testkit.receiver.Behaviours.resetAfterRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carteiro.dispatcher.send.SenderCalls.TimedCall;
import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.SendResult.FailureKind;
import dev.carteiro.dispatcher.verdict.SendResult.NoResponse;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.testkit.receiver.Behaviour;
import dev.carteiro.testkit.receiver.Behaviours;
import dev.carteiro.testkit.receiver.ConnectionDisposition;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that misbehave: the status line decides, one attempt is one POST, and none exceeds its timeout. */
@Timeout(20)
class HostileReceiverTest {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration AMPLE = Duration.ofSeconds(15);
    private static final Duration SLACK = Duration.ofSeconds(2);
    private static final Duration DRIP = Duration.ofMillis(100);
    private static final String OK_HEAD = "HTTP/1.1 200 OK\r\n";

    /** The body of a response is kept only for failures. */
    private static final String FAILED_HEAD = "HTTP/1.1 500 Oops\r\n";

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private final HttpSender sender = SenderCalls.sender();

    @AfterEach
    void close() {
        receiver.close();
    }

    // --- no connection --------------------------------------------------------------------------------------------

    @Test
    void timesOutWhenTheReceiverAcceptsAndNeverResponds() {
        assertThat(failsWithinTheTimeout(neverAnswer())).isEqualTo(FailureKind.TIMEOUT);
        sawOnePost();
    }

    @Test
    void timesOutWhenTheReceiverNeverReadsAByte() {
        receiver.onConnect(Behaviours.acceptAndNeverRead());
        assertThat(failsWithinTheTimeout(receiver.uri("/"))).isEqualTo(FailureKind.TIMEOUT);
        assertThat(receiver.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void isRefusedWhenThePortIsClosed() {
        URI nobody = receiver.uri("/");
        receiver.close();
        assertThat(failsWithinTheTimeout(nobody)).isEqualTo(FailureKind.REFUSED);
    }

    @Test
    void timesOutWhenTheNetworkSwallowsTheFirstPacket() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = fillTheBacklogOf(full);
            assumeTrue(waiting.size() < 50, "this kernel takes connections beyond the backlog");

            TimedCall attempt = attempt(
                    SenderCalls.subscription("http://127.0.0.1:" + full.getLocalPort() + "/", TIMEOUT));

            assertThat(failure(attempt)).isEqualTo(FailureKind.TIMEOUT);
            assertThat(attempt.took()).isBetween(TIMEOUT.minusMillis(50), TIMEOUT.plus(SLACK));
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void saysDnsWhenTheNameDoesNotResolve() {
        assertThat(failsWithinTheTimeout(URI.create("http://" + SenderCalls.UNKNOWN_NAME + "/")))
                .isEqualTo(FailureKind.DNS);
    }

    @Test
    void isBlockedWithoutAConnectionIfTheTargetMayNotBeCalled() {
        HttpSender guarded = new HttpSender(List.of(SenderCalls.client()), "test");
        for (String host : List.of("127.0.0.1", "hooks.example", "[::1]", "localhost")) {
            URI target = URI.create("http://" + host + ":" + receiver.port() + "/");
            TimedCall attempt = SenderCalls.attempt(guarded, SenderCalls.subscription(target, TIMEOUT));
            assertThat(attempt.answer()).isInstanceOfSatisfying(NoResponse.class, failed -> {
                assertThat(failed.failure()).isEqualTo(FailureKind.BLOCKED);
                assertThat(failed.detail()).isNotBlank().hasLineCount(1);
            });
        }
        assertThat(receiver.connectionsAccepted()).isZero();
    }

    // --- before the status ----------------------------------------------------------------------------------------

    @Test
    void timesOutOnAStatusLineThatDrips() {
        assertThat(failsWithinTheTimeout(drip(OK_HEAD + "\r\n", DRIP))).isEqualTo(FailureKind.TIMEOUT);
        sawOnePost();
    }

    @Test
    void timesOutOnHeadersThatDrip() {
        Behaviour slow = (wire, request) -> {
            wire.write(OK_HEAD);
            return drip("x-slow: " + "y".repeat(1_000), DRIP).act(wire, request);
        };
        assertThat(failsWithinTheTimeout(slow)).isEqualTo(FailureKind.TIMEOUT);
        sawOnePost();
    }

    @Test
    void saysResetWhenTheConnectionIsResetBeforeTheStatus() {
        assertThat(failsWithinTheTimeout(resetAfterRequest())).isEqualTo(FailureKind.RESET);
        sawOnePost();
    }

    @Test
    void saysResetWhenTheConnectionIsClosedBeforeTheStatus() {
        assertThat(failsWithinTheTimeout(closeAfterRequest())).isEqualTo(FailureKind.RESET);
        sawOnePost();
    }

    @Test
    void failsWhenTheConnectionIsResetAtOnce() {
        receiver.onConnect(Behaviours.resetAtOnce());
        // It is a race whether the request has started by then.
        assertThat(failsWithinTheTimeout(receiver.uri("/"))).isIn(FailureKind.REFUSED, FailureKind.RESET);
        assertThat(receiver.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void neverSendsAgainOverAKeptConnectionThatDiesOverTheRequest() {
        receiver.at("/").behaves(answer(200), resetAfterRequest(), answer(200));
        Subscription subscription = SenderCalls.subscription(receiver.uri("/"), TIMEOUT);
        assertThat(status(attempt(subscription))).isEqualTo(200);
        assertThat(failure(attempt(subscription))).isEqualTo(FailureKind.RESET);
        assertThat(receiver.requests()).hasSize(2);
        assertThat(receiver.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void rejectsAnEndlessHeaderLine() {
        AtomicLong written = new AtomicLong();
        assertThat(failsPromptly(counting(written, OK_HEAD + "x-huge: ", "y".repeat(8_192))))
                .isEqualTo(FailureKind.PROTOCOL);
        sawOnePost();
        assertThat(written.get()).isLessThan(32L * 1024 * 1024);
    }

    @Test
    void rejectsAHeaderLineOf300KiB() {
        assertThat(failsPromptly(raw(OK_HEAD + "x-huge: " + "y".repeat(300 * 1024) + "\r\n\r\n")))
                .isEqualTo(FailureKind.PROTOCOL);
        sawOnePost();
    }

    @Test
    void rejectsTenThousandHeaders() {
        String headers = ("x-many: " + "y".repeat(24) + "\r\n").repeat(10_000);
        assertThat(failsPromptly(raw(OK_HEAD + headers + "\r\n"))).isEqualTo(FailureKind.PROTOCOL);
        sawOnePost();
    }

    @Test
    void aFloodOfInterimResponsesEndsWithTheTimeout() {
        AtomicLong written = new AtomicLong();
        TimedCall attempt = attempt(counting(written, "", "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"), TIMEOUT);
        assertThat(failure(attempt)).isIn(FailureKind.TIMEOUT, FailureKind.PROTOCOL);
        assertThat(attempt.took()).isLessThan(TIMEOUT.plus(SLACK));
        sawOnePost();
    }

    @Test
    void waitsForTheFinalResponseAfterInterimOnes() {
        String interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n";
        assertThat(attempt(raw(interim + OK_HEAD + "content-length: 2\r\n\r\nhi"), AMPLE).answer())
                .isEqualTo(new StatusReceived(200, null, ""));
        sawOnePost();
    }

    @Test
    void doesNotSwitchProtocols() {
        SendResult answer = attempt(
                raw("HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\nxx"),
                TIMEOUT).answer();
        assertThat(answer).satisfiesAnyOf(it -> assertThat(it).isInstanceOf(NoResponse.class),
                it -> assertThat(it).isInstanceOfSatisfying(StatusReceived.class,
                        answered -> assertThat(answered.status()).isEqualTo(101)));
        sawOnePost();
    }

    // --- responses that are not HTTP --------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.6\r\n", "\r\n\r\n\r\n", "\0\1\2\3\4\5\6\7\n", "<html>hello</html>",
            "HTTP/0.9 hello\r\n\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 2OO OK\r\n\r\n", "HTTP/1.1\r\n\r\n",
            "HTTP/1.1 99 Low\r\n\r\n", "HTTP/1.1 -20 Low\r\n\r\n", "HTTP/1.1 20000 High\r\n\r\n",
            "HTTP/1.1 \u00b2\u00b2\u00b2 Digits\r\n\r\n", "ICY 20 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 2"})
    void saysProtocolWhenWhatComesBackIsNoAnswer(String bytes) {
        TimedCall attempt = attempt(raw(bytes), AMPLE);
        assertThat(attempt.answer()).isInstanceOfSatisfying(NoResponse.class, failed -> {
            assertThat(failed.failure()).isEqualTo(FailureKind.PROTOCOL);
            assertThat(failed.detail()).isNotBlank().hasSizeLessThanOrEqualTo(200).matches("[^\\p{Cntrl}]*");
        });
        assertThat(attempt.took()).isLessThan(SLACK);
        sawOnePost();
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 999, 0, 99})
    void reportsAStatusOutsideTheRangeAsItIs(int status) {
        TimedCall attempt = attempt(raw("HTTP/1.1 %03d Odd\r\ncontent-length: 2\r\n\r\nhi".formatted(status)), AMPLE);
        assertThat(attempt.answer()).isEqualTo(new StatusReceived(status, null, "hi"));
        sawOnePost();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0 200 OK\r\n\r\nhi", "HTTP/1.1 200\r\n\r\nhi", "HTTP/1.1 200 OK\n\nhi"})
    void acceptsResponsesOfOldAndSloppyReceivers(String bytes) {
        assertThat(attempt(raw(bytes), AMPLE).answer()).isEqualTo(new StatusReceived(200, null, ""));
        sawOnePost();
    }

    // --- after the status -------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {OK_HEAD, FAILED_HEAD})
    void countsTheStatusWhenTheBodyTrickles(String head) {
        Behaviour trickle = (wire, request) -> {
            wire.write(head + "content-length: 1000\r\n\r\n");
            return drip("z".repeat(1_000), DRIP).act(wire, request);
        };
        TimedCall attempt = attempt(trickle, TIMEOUT);
        assertThat(attempt.answer()).isInstanceOfSatisfying(StatusReceived.class, answered -> {
            assertThat(head).contains(Integer.toString(answered.status()));
            assertThat(answered.excerpt()).matches(head.equals(OK_HEAD) ? "" : "z{1,9}");
        });
        assertThat(attempt.took()).isLessThan(TIMEOUT.plus(SLACK));
        sawOnePost();
        closesTheConnection();
    }

    @Test
    void countsTheStatusWhenTheBodyNeverComes() {
        Behaviour silent = (wire, request) -> {
            wire.write("HTTP/1.1 503 Busy\r\nretry-after: 7\r\ncontent-length: 1000\r\n\r\n");
            wire.drain();
            return ConnectionDisposition.CLOSE;
        };
        TimedCall attempt = attempt(silent, TIMEOUT);
        assertThat(attempt.answer()).isEqualTo(new StatusReceived(503, "7", ""));
        assertThat(attempt.took()).isLessThan(TIMEOUT.plus(SLACK));
        closesTheConnection();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void doesNotWaitForTheEndOfAnEndlessBody(int status) {
        AtomicLong written = new AtomicLong();
        String chunk = "2000\r\n" + "x".repeat(0x2000) + "\r\n";
        TimedCall attempt = attempt(
                counting(written, "HTTP/1.1 " + status + " Endless\r\ntransfer-encoding: chunked\r\n\r\n", chunk),
                AMPLE);
        assertThat(attempt.answer())
                .isEqualTo(new StatusReceived(status, null, status == 200 ? "" : "x".repeat(1_024)));
        assertThat(attempt.took()).isLessThan(SLACK);
        sawOnePost();
        closesTheConnection();
        assertThat(written.get()).as("bytes that fit the buffers on the way").isLessThan(16L * 1024 * 1024);
    }

    @Test
    void ignoresAHugeContentLength() {
        AtomicLong written = new AtomicLong();
        TimedCall attempt = attempt(
                counting(written, FAILED_HEAD + "content-length: 9223372036854775807\r\n\r\n", "x".repeat(8_192)),
                AMPLE);
        assertThat(attempt.answer()).isEqualTo(new StatusReceived(500, null, "x".repeat(1_024)));
        assertThat(attempt.took()).isLessThan(SLACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length: 1000\r\n\r\nhalf", "transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n",
            "transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n",
            "transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n-5\r\n",
            "transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\nffffffffffffffffffff\r\n"})
    void isAnsweredWhenTheBodyIsCutShortOrBroken(String rest) {
        TimedCall attempt = attempt(raw(OK_HEAD + rest), AMPLE);
        assertThat(attempt.answer()).isEqualTo(new StatusReceived(200, null, ""));
        assertThat(attempt.took()).isLessThan(SLACK);
        sawOnePost();
        assertThat(attempt(raw(FAILED_HEAD + rest), AMPLE).answer()).isEqualTo(new StatusReceived(500, null, "half"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length: -1", "content-length: abc", "content-length: 2\r\ncontent-length: 3",
            "content-length: 99999999999999999999", "transfer-encoding: gzip", "set-cookie: \u00ff=\u0001",
            "content-type: \u00e9\u00e9/", "location: http://[", "connection: upgrade", "trailer: x", "date: never",
            "no colon", ": no name"})
    void isAnsweredWhateverTheHeadersSay(String header) {
        TimedCall attempt = attempt(raw(OK_HEAD + header + "\r\n\r\nhi"), AMPLE);
        assertThat(status(attempt)).isEqualTo(200);
        assertThat(attempt.took()).isLessThan(SLACK);
        sawOnePost();
    }

    @Test
    void neverDecompressesAResponse() throws IOException {
        byte[] bomb = gzipOfZeros(64 * 1024 * 1024);
        Behaviour compressed = (wire, request) -> {
            wire.write(FAILED_HEAD + "content-encoding: gzip\r\ncontent-length: " + bomb.length + "\r\n\r\n");
            wire.write(bomb);
            return ConnectionDisposition.CLOSE;
        };
        TimedCall attempt = attempt(compressed, AMPLE);
        assertThat(attempt.answer()).isInstanceOfSatisfying(StatusReceived.class, answered -> {
            assertThat(answered.status()).isEqualTo(500);
            assertThat(answered.excerpt()).startsWith("\uFFFD\uFFFD").doesNotContain("\0");
            assertThat(utf8Length(answered.excerpt())).isLessThanOrEqualTo(1_024);
        });
        assertThat(attempt.took()).isLessThan(SLACK);
        closesTheConnection();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205})
    void countsAStatusThatForbidsABodyButHasOne(int status) {
        TimedCall attempt = attempt(raw("HTTP/1.1 " + status + " None\r\ncontent-length: 5\r\n\r\nhello"), AMPLE);
        assertThat(attempt.answer()).isEqualTo(new StatusReceived(status, null, ""));
        sawOnePost();
        closesTheConnection();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "caf\u00e9 \u4f60\u597d", "line\r\n\tline"})
    void showsPrintableTextUnchanged(String text) {
        assertThat(excerptOf(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @Test
    void replacesUnprintableCharacters() {
        assertThat(excerptOf(new byte[]{'a', 0, 27, '[', '3', '1', 'm', 7, (byte) 0xff, (byte) 0xc3, 'b', 127}))
                .isEqualTo("a\uFFFD\uFFFD[31m\uFFFD\uFFFD\uFFFDb\uFFFD");
        assertThat(excerptOf("\u202Eexe.txt\u200B\u2028\u0085".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("\uFFFDexe.txt\uFFFD\uFFFD\uFFFD");
    }

    @Test
    void keepsAnExcerptOfUnreadableBytesWithinItsBound() {
        byte[] noise = new byte[8_000];
        Arrays.fill(noise, (byte) 0xff);
        assertThat(utf8Length(excerptOf(noise))).isBetween(1_000, 1_024);
    }

    @Test
    void cutsAnExcerptBetweenCharacters() {
        assertThat(excerptOf(("x" + "\u4f60".repeat(2_000)).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("x" + "\u4f60".repeat(341));
        assertThat(excerptOf(("xx" + "\u4f60".repeat(2_000)).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("xx" + "\u4f60".repeat(340));
        assertThat(excerptOf("\ud83d\ude00".repeat(2_000).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("\ud83d\ude00".repeat(256));
    }

    // --- statuses that invite another request -----------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 305, 307, 308})
    void neverFollowsARedirect(int status) {
        for (String location : List.of("/elsewhere", receiver.uri("/elsewhere").toString(),
                "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "//localhost/", "file:///etc/passwd",
                "http://[", "")) {
            receiver.at("/").answers(status, Map.of("location", location));
            assertThat(status(attempt(SenderCalls.subscription(receiver.uri("/"), AMPLE)))).isEqualTo(status);
        }
        assertThat(receiver.requests()).hasSize(8).extracting(ReceivedRequest::path).containsOnly("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"408 Request Timeout", "408 Request Timeout\r\nretry-after: 0",
            "408 Request Timeout\r\nconnection: close", "503 Busy\r\nretry-after: 0", "421 Misdirected",
            "401 Who\r\nwww-authenticate: Basic realm=\"x\"",
            "401 Who\r\nwww-authenticate: Digest realm=\"x\", nonce=\"y\"\r\nwww-authenticate: Negotiate",
            "407 Proxy\r\nproxy-authenticate: Basic realm=\"x\"", "410 Gone", "425 Early", "511 Portal"})
    void sendsOnePostWhateverTheStatusAsksFor(String answer) {
        assertThat(status(attempt(raw("HTTP/1.1 " + answer + "\r\ncontent-length: 0\r\n\r\n"), AMPLE)))
                .isEqualTo(Integer.parseInt(answer.substring(0, 3)));
        sawOnePost();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "soon", "99999999999999999999", "2147483648",
            "Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 99 Oct 9999 99:99:99 GMT", "\u0660", "1, 2", "0x10", "+5"})
    void returnsRetryAfterUnchanged(String text) {
        for (int status : new int[]{429, 503}) {
            receiver.at("/").answers(status, Map.of("retry-after", text));
            SendResult answer = attempt(SenderCalls.subscription(receiver.uri("/"), AMPLE)).answer();
            assertThat(answer).isInstanceOfSatisfying(StatusReceived.class, answered -> {
                assertThat(answered.status()).isEqualTo(status);
                assertThat(answered.retryAfter()).isNotNull();
            });
        }
        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void returnsAnEmptyRetryAfter() {
        SendResult answer = attempt(raw("HTTP/1.1 503 Later\r\nretry-after:\r\ncontent-length: 0\r\n\r\n"), AMPLE)
                .answer();
        assertThat(answer).isEqualTo(new StatusReceived(503, "", ""));
        sawOnePost();
    }

    // --- connections and large bodies -------------------------------------------------------------------------------

    @Test
    void connectsAgainIfAKeptConnectionWasClosedWhileIdle() {
        receiver.at("/").behaves(answerThenClose(200));
        Subscription subscription = SenderCalls.subscription(receiver.uri("/"), TIMEOUT);
        assertThat(status(attempt(subscription))).isEqualTo(200);
        closesTheConnection();
        Awaitility.await().pollDelay(Duration.ofMillis(20)).until(() -> true); // idle for long enough to be checked

        assertThat(status(attempt(subscription))).isEqualTo(200);

        assertThat(receiver.requests()).hasSize(2);
        assertThat(receiver.connectionsAccepted()).isEqualTo(2);
    }

    /** RFC 9112 section 9.3. Such a receiver closes at once, and a request written then would be a lost attempt. */
    @ParameterizedTest
    @CsvSource({"Server: x, 3", "Connection: close, 3", "Connection: Keep-Alive, 1"})
    void keepsTheConnectionOfAnHttp10ReceiverOnlyOnItsRequest(String header, int connections) {
        receiver.at("/").behaves((wire, request) -> {
            wire.write("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n" + header + "\r\n\r\n");
            return ConnectionDisposition.NEXT_REQUEST;
        });
        Subscription subscription = SenderCalls.subscription(receiver.uri("/"), TIMEOUT);

        for (int i = 0; i < 3; i++) {
            assertThat(status(attempt(subscription))).isEqualTo(200);
        }

        assertThat(receiver.connectionsAccepted()).isEqualTo(connections);
    }

    @Test
    void keepsTheConnectionOfAResponseWithAShortBody() {
        receiver.at("/").behaves(answer(200, Map.of(), "x".repeat(10_000)));
        Subscription subscription = SenderCalls.subscription(receiver.uri("/"), AMPLE);
        for (int i = 0; i < 3; i++) {
            assertThat(status(attempt(subscription))).isEqualTo(200);
        }
        assertThat(receiver.connectionsAccepted()).isEqualTo(1);
    }

    @Test
    void honoursAStatusThatComesBeforeTheBodyWasRead() {
        receiver.at("/").behaves(answerBeforeBody(413));
        TimedCall attempt = SenderCalls.attempt(sender, SenderCalls.subscription(receiver.uri("/"), AMPLE),
                SenderCalls.largeDelivery());
        assertThat(attempt.answer()).isEqualTo(new StatusReceived(413, null, ""));
        sawOnePost();
    }

    @Test
    void timesOutWhenTheBodyIsNeverRead() {
        receiver.at("/").behaves(neverReadBody());
        Delivery large = SenderCalls.largeDelivery();
        TimedCall attempt = SenderCalls.attempt(sender, SenderCalls.subscription(receiver.uri("/"), TIMEOUT), large);
        assertThat(failure(attempt)).isEqualTo(FailureKind.TIMEOUT);
        assertThat(attempt.took()).isLessThan(TIMEOUT.plus(SLACK));
        sawOnePost();
    }

    // ------------------------------------------------------------------------------------------------------------------

    private FailureKind failsWithinTheTimeout(Behaviour behaviour) {
        receiver.at("/").behaves(behaviour);
        return failsWithinTheTimeout(receiver.uri("/"));
    }

    private FailureKind failsWithinTheTimeout(URI target) {
        TimedCall attempt = attempt(SenderCalls.subscription(target, TIMEOUT));
        assertThat(attempt.took()).isLessThan(TIMEOUT.plus(SLACK));
        return failure(attempt);
    }

    private FailureKind failsPromptly(Behaviour behaviour) {
        TimedCall attempt = attempt(behaviour, AMPLE);
        assertThat(attempt.took()).isLessThan(SLACK);
        return failure(attempt);
    }

    private TimedCall attempt(Behaviour behaviour, Duration timeout) {
        receiver.at("/").behaves(behaviour);
        return attempt(SenderCalls.subscription(receiver.uri("/"), timeout));
    }

    private TimedCall attempt(Subscription subscription) {
        return SenderCalls.attempt(sender, subscription);
    }

    private String excerptOf(byte[] body) {
        Behaviour said = (wire, request) -> {
            wire.write(FAILED_HEAD + "content-length: " + body.length + "\r\n\r\n");
            wire.write(body);
            return ConnectionDisposition.NEXT_REQUEST;
        };
        return attempt(said, AMPLE).answer() instanceof StatusReceived answered ? answered.excerpt() : "no answer";
    }

    private static FailureKind failure(TimedCall attempt) {
        assertThat(attempt.answer()).isInstanceOf(NoResponse.class);
        return ((NoResponse) attempt.answer()).failure();
    }

    private static int status(TimedCall attempt) {
        assertThat(attempt.answer()).isInstanceOf(StatusReceived.class);
        return ((StatusReceived) attempt.answer()).status();
    }

    private void sawOnePost() {
        assertThat(receiver.requests()).singleElement().extracting(ReceivedRequest::method).isEqualTo("POST");
        assertThat(receiver.connectionsAccepted()).isEqualTo(1);
    }

    private void closesTheConnection() {
        Awaitility.await().atMost(SLACK).until(() -> receiver.connectionsOpen() == 0);
    }

    /** Sends the first text, then repeats the second until the sender closes the connection. */
    private static Behaviour counting(AtomicLong written, String beginning, String again) {
        byte[] bytes = again.getBytes(StandardCharsets.ISO_8859_1);
        return (wire, request) -> {
            wire.write(beginning);
            while (true) {
                wire.write(bytes);
                written.addAndGet(bytes.length);
            }
        };
    }

    private static List<Socket> fillTheBacklogOf(ServerSocket server) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        while (waiting.size() < 50) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
            } catch (SocketTimeoutException full) {
                break;
            }
        }
        return waiting;
    }

    private static byte[] gzipOfZeros(int length) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            byte[] zeros = new byte[64 * 1024];
            for (int left = length; left > 0; left -= zeros.length) {
                gzip.write(zeros);
            }
        }
        return compressed.toByteArray();
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
