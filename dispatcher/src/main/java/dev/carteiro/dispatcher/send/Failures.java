package dev.carteiro.dispatcher.send;

import dev.carteiro.dispatcher.verdict.Answer.Failed;
import dev.carteiro.dispatcher.verdict.Answer.Failure;
import dev.carteiro.runtime.http.RefusedTargetException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Which kind of failure an exception of the HTTP client stands for. Stateless. */
final class Failures {
    private static final int MAX_DETAIL = 200;

    private Failures() {
    }

    static Failed of(Exception e) {
        Failure failure = switch (e) {
            case RefusedTargetException refused -> Failure.BLOCKED;
            case UnknownHostException unknown -> Failure.DNS;
            case InterruptedIOException late -> Failure.TIMEOUT;
            case ConnectException refused -> Failure.REFUSED;
            case NoRouteToHostException unreachable -> Failure.REFUSED;
            case SSLException untrusted -> Failure.TLS;
            case ProtocolException garbage -> Failure.PROTOCOL;
            case IOException broken -> brokenOff(broken);
            default -> Failure.PROTOCOL;
        };
        return new Failed(failure, detail(e));
    }

    /** OkHttp says "unexpected end of stream" and wraps what caused it; numbers it cannot read are protocol errors. */
    private static Failure brokenOff(IOException e) {
        if (e.getCause() instanceof NumberFormatException) {
            return Failure.PROTOCOL;
        }
        if ("timeout".equals(e.getMessage()) || "Canceled".equals(e.getMessage())) {
            return Failure.TIMEOUT;
        }
        return Failure.RESET;
    }

    private static String detail(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String printable = Excerpt.printable(message.getBytes(java.nio.charset.StandardCharsets.UTF_8)).replace('\n',
                ' ');
        return printable.length() > MAX_DETAIL ? printable.substring(0, MAX_DETAIL) : printable;
    }
}
