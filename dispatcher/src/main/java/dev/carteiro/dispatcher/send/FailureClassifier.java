package dev.carteiro.dispatcher.send;

import dev.carteiro.dispatcher.send.StatusListener.Phase;
import dev.carteiro.dispatcher.verdict.SendResult.FailureKind;
import dev.carteiro.dispatcher.verdict.SendResult.NoResponse;
import dev.carteiro.runtime.http.RefusedTargetException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Classifies the exceptions of the HTTP client. Stateless. */
final class FailureClassifier {
    private static final int MAX_DETAIL_BYTES = 200;

    /** The beginning of okio's message for a receiver that closed before it sent a byte of a line. */
    private static final String NOTHING_RECEIVED = "\\n not found: limit=0 ";

    /** A socket address in a message, {@code name/address:port}. Only the operator may see the address of a name. */
    private static final Pattern ADDRESS_OF_A_NAME = Pattern
            .compile(
                    "([A-Za-z0-9][A-Za-z0-9.-]{0,252})/(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[?[0-9A-Fa-f]*:[0-9A-Fa-f:.]*+(?:%[^]\\s]*)?\\]?)");

    private FailureClassifier() {
    }

    /**
     * Returns the failure that an exception stands for.
     *
     * @param phase the phase in which the call failed
     * @param redaction applied to the message, which may quote what the receiver sent in place of HTTP
     */
    static NoResponse of(Throwable e, Phase phase, Redaction redaction) {
        FailureKind failure = switch (e) {
            case RefusedTargetException refused -> FailureKind.BLOCKED;
            case UnknownHostException unknown -> FailureKind.DNS;
            case InterruptedIOException late -> FailureKind.TIMEOUT;
            case ProtocolException garbage -> FailureKind.PROTOCOL;
            case IOException broken -> connectionFailure(broken, phase);
            default -> FailureKind.PROTOCOL;
        };
        return new NoResponse(failure, BodyExcerpt.line(redaction.of(message(e)), MAX_DETAIL_BYTES));
    }

    /** Returns the failure of a request that could not be built. */
    static NoResponse invalid(Exception e) {
        return new NoResponse(FailureKind.INVALID,
                BodyExcerpt.line("the request cannot be built: " + message(e), MAX_DETAIL_BYTES));
    }

    /** Classifies by the phase and not by the exception: an SSLException may come from an established session. */
    private static FailureKind connectionFailure(IOException e, Phase phase) {
        return switch (phase) {
            case CONNECTING -> FailureKind.REFUSED;
            // The exception may be of one address although another address of the name got further.
            case SECURING -> e instanceof ConnectException ? FailureKind.REFUSED : FailureKind.TLS;
            case SENDING -> isIncompleteLine(e) ? FailureKind.PROTOCOL : FailureKind.RESET;
        };
    }

    /** Returns true if bytes arrived but no complete status line. */
    private static boolean isIncompleteLine(IOException e) {
        return e.getCause() instanceof EOFException end && end.getMessage() != null
                && !end.getMessage().startsWith(NOTHING_RECEIVED);
    }

    private static String message(Throwable e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : ADDRESS_OF_A_NAME.matcher(e.getMessage()).replaceAll("$1");
    }
}
