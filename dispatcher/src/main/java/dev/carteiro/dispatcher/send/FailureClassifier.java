package dev.carteiro.dispatcher.send;

import dev.carteiro.dispatcher.send.StatusListener.Phase;
import dev.carteiro.dispatcher.verdict.SendResult.NoResponse;
import dev.carteiro.dispatcher.verdict.SendResult.FailureKind;
import dev.carteiro.runtime.http.RefusedTargetException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Which kind of failure an exception of the HTTP client stands for. Stateless. */
final class FailureClassifier {
    private static final int MAX_DETAIL = 200;

    /** How okio's message begins where the receiver closed before it sent a byte of a line. */
    private static final String NOTHING_CAME = "\\n not found: limit=0 ";

    /** As sockets are shown: {@code name/address:port}. Which address a name has may be the operator's own business. */
    private static final Pattern ADDRESS_OF_A_NAME = Pattern
            .compile(
                    "([A-Za-z0-9][A-Za-z0-9.-]{0,252})/(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[?[0-9A-Fa-f]*:[0-9A-Fa-f:.]*+(?:%[^]\\s]*)?\\]?)");

    private FailureClassifier() {
    }

    /**
     * @param phase how far the call had come
     * @param redaction because messages quote what the receiver sent instead of HTTP
     */
    static NoResponse of(Throwable e, Phase phase, Redaction redaction) {
        FailureKind failure = switch (e) {
            case RefusedTargetException refused -> FailureKind.BLOCKED;
            case UnknownHostException unknown -> FailureKind.DNS;
            case InterruptedIOException late -> FailureKind.TIMEOUT;
            case ProtocolException garbage -> FailureKind.PROTOCOL;
            case IOException broken -> brokenOff(broken, phase);
            default -> FailureKind.PROTOCOL;
        };
        return new NoResponse(failure, BodyExcerpt.line(redaction.of(message(e)), MAX_DETAIL));
    }

    static NoResponse invalid(Exception e) {
        return new NoResponse(FailureKind.INVALID, BodyExcerpt.line("the request cannot be built: " + message(e), MAX_DETAIL));
    }

    /** The phase says more than the exception: an SSLException may come from a session that broke later on. */
    private static FailureKind brokenOff(IOException e, Phase phase) {
        return switch (phase) {
            case CONNECTING -> FailureKind.REFUSED;
            // Another address of the name may have come further than the one whose exception this is.
            case SECURING -> e instanceof ConnectException ? FailureKind.REFUSED : FailureKind.TLS;
            case SENDING -> isHalfALine(e) ? FailureKind.PROTOCOL : FailureKind.RESET;
        };
    }

    /** Bytes came, but no line of HTTP: either they ended or they did not. */
    private static boolean isHalfALine(IOException e) {
        return e.getCause() instanceof EOFException end && end.getMessage() != null
                && !end.getMessage().startsWith(NOTHING_CAME);
    }

    private static String message(Throwable e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : ADDRESS_OF_A_NAME.matcher(e.getMessage()).replaceAll("$1");
    }
}
