package dev.carteiro.dispatcher.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.send.StatusListener.Phase;
import dev.carteiro.dispatcher.verdict.Answer.Failed;
import dev.carteiro.dispatcher.verdict.Answer.Failure;
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

class FailuresTest {
    private static final Redaction NOTHING_CONFIDENTIAL = new Redaction(List.of(), List.of());

    @Test
    void whatHappensBeforeTheRequestIsNoReset() {
        assertThat(kind(new ConnectException("Connection refused"), Phase.CONNECTING)).isEqualTo(Failure.REFUSED);
        assertThat(kind(new NoRouteToHostException("No route to host"), Phase.CONNECTING)).isEqualTo(Failure.REFUSED);
        assertThat(kind(new SocketException("Network is unreachable"), Phase.CONNECTING)).isEqualTo(Failure.REFUSED);
        assertThat(kind(new SocketException("Connection reset"), Phase.SECURING)).isEqualTo(Failure.TLS);
        assertThat(kind(new SSLException("untrusted"), Phase.SECURING)).isEqualTo(Failure.TLS);
        assertThat(kind(new ConnectException("the name's first address"), Phase.SECURING)).isEqualTo(Failure.REFUSED);
    }

    @Test
    void whatHappensAfterTheRequestBeganIsAReset() {
        assertThat(kind(new SocketException("Connection reset"), Phase.SENDING)).isEqualTo(Failure.RESET);
        assertThat(kind(new SocketException("Broken pipe"), Phase.SENDING)).isEqualTo(Failure.RESET);
        assertThat(kind(new SSLException("Connection reset"), Phase.SENDING)).isEqualTo(Failure.RESET);
        assertThat(kind(new IOException("unexpected end of stream", new EOFException()), Phase.SENDING))
                .isEqualTo(Failure.RESET);
    }

    @Test
    void someKindsAreTheSameWheneverTheyHappen() {
        for (Phase phase : Phase.values()) {
            assertThat(kind(new RefusedTargetException("private"), phase)).isEqualTo(Failure.BLOCKED);
            assertThat(kind(new UnknownHostException("x"), phase)).isEqualTo(Failure.DNS);
            assertThat(kind(new SocketTimeoutException("connect timed out"), phase)).isEqualTo(Failure.TIMEOUT);
            assertThat(kind(new InterruptedIOException("timeout"), phase)).isEqualTo(Failure.TIMEOUT);
            assertThat(kind(new ProtocolException("Unexpected status line"), phase)).isEqualTo(Failure.PROTOCOL);
            assertThat(kind(new NumberFormatException("For input string"), phase)).isEqualTo(Failure.PROTOCOL);
        }
    }

    @Test
    void theDetailIsOneShortPrintableLine() {
        assertThat(detail(new IOException("a\r\nb\u0000c\u202Ed"))).isEqualTo("a b\uFFFDc\uFFFDd");
        assertThat(detail(new IOException("x".repeat(1_000)))).isEqualTo("x".repeat(200));
        assertThat(detail(new IOException())).isEqualTo("IOException");
        assertThat(Failures.invalid(new IllegalArgumentException())).isEqualTo(
                new Failed(Failure.INVALID, "the request cannot be built: IllegalArgumentException"));
    }

    @Test
    void theAddressOfANameIsNotTold() {
        assertThat(detail(new IOException("Failed to connect to hooks.acme.corp/10.1.2.3:443")))
                .isEqualTo("Failed to connect to hooks.acme.corp:443");
        assertThat(detail(new IOException("Failed to connect to hooks.acme.corp/[fd00:0:0:0:0:0:0:7]:443")))
                .isEqualTo("Failed to connect to hooks.acme.corp:443");
        assertThat(detail(new IOException("Failed to connect to /10.1.2.3:443")))
                .isEqualTo("Failed to connect to /10.1.2.3:443");
        assertThat(detail(new IOException("unexpected status line: HTTP/1.1 999"))).endsWith("HTTP/1.1 999");
    }

    private static Failure kind(Exception e, Phase phase) {
        return Failures.of(e, phase, NOTHING_CONFIDENTIAL).failure();
    }

    private static String detail(Exception e) {
        return Failures.of(e, Phase.SENDING, NOTHING_CONFIDENTIAL).detail();
    }
}
