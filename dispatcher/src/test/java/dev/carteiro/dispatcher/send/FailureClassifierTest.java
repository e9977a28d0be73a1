package dev.carteiro.dispatcher.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.send.StatusListener.Phase;
import dev.carteiro.dispatcher.verdict.SendResult.FailureKind;
import dev.carteiro.dispatcher.verdict.SendResult.NoResponse;
import dev.carteiro.runtime.http.RefusedTargetException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class FailureClassifierTest {
    private static final Redaction NOTHING_CONFIDENTIAL = new Redaction(List.of(), List.of());

    @Test
    void noFailureBeforeTheRequestIsAReset() {
        assertThat(kind(new ConnectException("Connection refused"), Phase.CONNECTING)).isEqualTo(FailureKind.REFUSED);
        assertThat(kind(new NoRouteToHostException("No route to host"), Phase.CONNECTING))
                .isEqualTo(FailureKind.REFUSED);
        assertThat(kind(new SocketException("Network is unreachable"), Phase.CONNECTING))
                .isEqualTo(FailureKind.REFUSED);
        assertThat(kind(new SocketException("Connection reset"), Phase.SECURING)).isEqualTo(FailureKind.TLS);
        assertThat(kind(new SSLException("untrusted"), Phase.SECURING)).isEqualTo(FailureKind.TLS);
        assertThat(kind(new ConnectException("the name's first address"), Phase.SECURING))
                .isEqualTo(FailureKind.REFUSED);
    }

    @Test
    void connectionFailuresAfterTheRequestStartedAreResets() {
        assertThat(kind(new SocketException("Connection reset"), Phase.SENDING)).isEqualTo(FailureKind.RESET);
        assertThat(kind(new SocketException("Broken pipe"), Phase.SENDING)).isEqualTo(FailureKind.RESET);
        assertThat(kind(new SSLException("Connection reset"), Phase.SENDING)).isEqualTo(FailureKind.RESET);
        assertThat(kind(new IOException("unexpected end of stream", new EOFException()), Phase.SENDING))
                .isEqualTo(FailureKind.RESET);
    }

    @Test
    void someKindsAreTheSameWheneverTheyHappen() {
        for (Phase phase : Phase.values()) {
            assertThat(kind(new RefusedTargetException("private"), phase)).isEqualTo(FailureKind.BLOCKED);
            assertThat(kind(new UnknownHostException("x"), phase)).isEqualTo(FailureKind.DNS);
            assertThat(kind(new SocketTimeoutException("connect timed out"), phase)).isEqualTo(FailureKind.TIMEOUT);
            assertThat(kind(new InterruptedIOException("timeout"), phase)).isEqualTo(FailureKind.TIMEOUT);
            assertThat(kind(new ProtocolException("Unexpected status line"), phase)).isEqualTo(FailureKind.PROTOCOL);
            assertThat(kind(new NumberFormatException("For input string"), phase)).isEqualTo(FailureKind.PROTOCOL);
        }
    }

    @Test
    void theDetailIsOneShortPrintableLine() {
        assertThat(detail(new IOException("a\r\nb\u0000c\u202Ed"))).isEqualTo("a b\uFFFDc\uFFFDd");
        assertThat(detail(new IOException("x".repeat(1_000)))).isEqualTo("x".repeat(200));
        assertThat(detail(new IOException())).isEqualTo("IOException");
        assertThat(FailureClassifier.invalid(new IllegalArgumentException())).isEqualTo(
                new NoResponse(FailureKind.INVALID, "the request cannot be built: IllegalArgumentException"));
    }

    @Test
    void theAddressOfANameIsNotShown() {
        assertThat(detail(new IOException("Failed to connect to hooks.acme.corp/10.1.2.3:443")))
                .isEqualTo("Failed to connect to hooks.acme.corp:443");
        assertThat(detail(new IOException("Failed to connect to hooks.acme.corp/[fd00:0:0:0:0:0:0:7]:443")))
                .isEqualTo("Failed to connect to hooks.acme.corp:443");
        assertThat(detail(new IOException("Failed to connect to /10.1.2.3:443")))
                .isEqualTo("Failed to connect to /10.1.2.3:443");
        assertThat(detail(new IOException("unexpected status line: HTTP/1.1 999"))).endsWith("HTTP/1.1 999");
    }

    private static FailureKind kind(Exception e, Phase phase) {
        return FailureClassifier.of(e, phase, NOTHING_CONFIDENTIAL).failure();
    }

    private static String detail(Exception e) {
        return FailureClassifier.of(e, Phase.SENDING, NOTHING_CONFIDENTIAL).detail();
    }
}
