package dev.carteiro.dispatcher.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.send.SenderCalls.TimedCall;
import dev.carteiro.dispatcher.verdict.SendResult.FailureKind;
import dev.carteiro.dispatcher.verdict.SendResult.NoResponse;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Invalid certificates and handshakes that never end: no byte of a request is sent. */
@Timeout(20)
class TlsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(800);
    private static final Duration SLACK = Duration.ofSeconds(2);
    private static final String NAME = "hooks.example";

    private final HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    private final HttpSender sender = new HttpSender(List.of(trusting(authority)), "test");

    @Test
    void deliversIfTheCertificateIsValid() throws Exception {
        try (TlsReceiver receiver = TlsReceiver.with(certificate().build())) {
            assertThat(attempt(receiver, NAME).answer()).isEqualTo(new StatusReceived(200, null, ""));
            assertThat(receiver.bytes()).isPositive();
        }
    }

    @Test
    void rejectsAnExpiredCertificate() throws Exception {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        assertUntrusted(certificate().validityInterval(yesterday.minus(Duration.ofDays(9)).toEpochMilli(),
                yesterday.toEpochMilli()).build(), NAME);
    }

    @Test
    void rejectsACertificateThatIsNotYetValid() throws Exception {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        assertUntrusted(certificate().validityInterval(tomorrow.toEpochMilli(),
                tomorrow.plus(Duration.ofDays(9)).toEpochMilli()).build(), NAME);
    }

    @Test
    void rejectsASelfSignedCertificate() throws Exception {
        assertUntrusted(new HeldCertificate.Builder().addSubjectAlternativeName(NAME).build(), NAME);
    }

    @Test
    void rejectsTheCertificateOfAnotherHost() throws Exception {
        assertUntrusted(certificate().build(), "other.example");
    }

    @Test
    void rejectsACertificateThatNamesAnAddressAsItsHostName() throws Exception {
        assertUntrusted(certificate().build(), "127.0.0.1");
    }

    @Test
    void rejectsAnUnknownAuthority() throws Exception {
        HeldCertificate stranger = new HeldCertificate.Builder().certificateAuthority(0).build();
        assertUntrusted(new HeldCertificate.Builder().addSubjectAlternativeName(NAME).signedBy(stranger).build(), NAME);
    }

    @Test
    void rejectsTheCertificateOfAPrivateAuthority() throws Exception {
        HeldCertificate good = certificate().build();
        try (TlsReceiver receiver = TlsReceiver.with(good)) {
            HttpSender ofTheWorld = new HttpSender(List.of(SenderCalls.client("127.0.0.0/8")), "test");
            TimedCall attempt = SenderCalls.attempt(ofTheWorld, SenderCalls.subscription(receiver.url(NAME), TIMEOUT));
            assertThat(failure(attempt)).isEqualTo(FailureKind.TLS);
            assertThat(receiver.bytes()).isZero();
        }
    }

    @Test
    void timesOutWhenTheHandshakeStalls() throws Exception {
        try (TlsReceiver receiver = TlsReceiver.plain(
                (socket, bytes) -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()))) {
            TimedCall attempt = attempt(receiver, NAME);
            assertThat(failure(attempt)).isEqualTo(FailureKind.TIMEOUT);
            assertThat(attempt.took()).isLessThan(TIMEOUT.plus(SLACK));
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void saysTlsWhenTheReceiverSpeaksPlainHttp() throws Exception {
        try (TlsReceiver receiver = TlsReceiver.plain((socket, bytes) -> socket.getOutputStream()
                .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(failure(attempt(receiver, NAME))).isEqualTo(FailureKind.TLS);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void saysTlsWhenTheHandshakeIsReset() throws Exception {
        try (TlsReceiver receiver = TlsReceiver.plain((socket, bytes) -> {
            socket.getInputStream().read();
            socket.setSoLinger(true, 0);
        })) {
            assertThat(failure(attempt(receiver, NAME))).isEqualTo(FailureKind.TLS);
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    @Test
    void saysResetWhenTheSessionBreaksAfterTheRequest() throws Exception {
        try (TlsReceiver receiver = TlsReceiver.with(certificate().build(), TlsReceiver::vanish)) {
            assertThat(failure(attempt(receiver, NAME))).isEqualTo(FailureKind.RESET);
            assertThat(receiver.bytes()).isPositive();
            assertThat(receiver.connections()).isEqualTo(1);
        }
    }

    private void assertUntrusted(HeldCertificate certificate, String host) throws Exception {
        try (TlsReceiver receiver = TlsReceiver.with(certificate)) {
            assertThat(failure(attempt(receiver, host))).isEqualTo(FailureKind.TLS);
            assertThat(receiver.connections()).as("no second attempt with weaker TLS").isEqualTo(1);
            assertThat(receiver.bytes()).isZero();
        }
    }

    private TimedCall attempt(TlsReceiver receiver, String host) {
        return SenderCalls.attempt(sender, SenderCalls.subscription(receiver.url(host), TIMEOUT));
    }

    private static FailureKind failure(TimedCall attempt) {
        assertThat(attempt.answer()).isInstanceOf(NoResponse.class);
        return ((NoResponse) attempt.answer()).failure();
    }

    private HeldCertificate.Builder certificate() {
        return new HeldCertificate.Builder().addSubjectAlternativeName(NAME).signedBy(authority);
    }

    private static OkHttpClient trusting(HeldCertificate authority) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate()).build();
        return SenderCalls.client("127.0.0.0/8").newBuilder().sslSocketFactory(trust.sslSocketFactory(),
                trust.trustManager()).build();
    }
}
