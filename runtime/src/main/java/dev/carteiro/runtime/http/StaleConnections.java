package dev.carteiro.runtime.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Detects, before a request is written, that a receiver has closed an idle connection, and uses another connection instead.
 * Thread-safe.
 *
 * <p>OkHttp 5 checks only connections that were idle for ten seconds. A POST written to a closed connection fails in the same way
 * as one whose receiver died while it worked, so it must not be sent again. The check costs 1 ms (a read that should time out),
 * and is therefore skipped for connections in steady use.
 *
 * <p>A receiver that speaks HTTP/1.0 closes after its response unless it says otherwise (RFC 9112 section 9.3). OkHttp keeps such
 * a connection, and a request that follows at once would meet the close. Such a connection is not used again.
 *
 * <p>Two interceptors work together. {@link #check} is a network interceptor: the connection is known and nothing is written yet.
 * {@link #proceed} is an application interceptor: it can continue a call on another connection. Every round removes one dead
 * connection from the pool, and a new connection is never stale.
 */
final class StaleConnections {
    private static final long UNSEEN_NANOS = Duration.ofMillis(10).toNanos();

    private final Map<Connection, Use> lastUses = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param isLast whether the receiver closes after it */
    private record Use(long nanos, boolean isLast) {
        boolean mayHaveEnded() {
            return System.nanoTime() - nanos > UNSEEN_NANOS;
        }
    }

    /** The application interceptor. */
    Response proceed(Interceptor.Chain chain) throws IOException {
        while (true) {
            try {
                return chain.proceed(chain.request());
            } catch (StaleConnectionException e) {
                // Nothing was written: the same call continues, under the same timeout.
            }
        }
    }

    /** The network interceptor. */
    Response check(Interceptor.Chain chain) throws IOException {
        Connection connection = Objects.requireNonNull(chain.connection());
        Use last = lastUses.get(connection);
        if (last != null && (last.isLast() || (last.mayHaveEnded() && hasEnded(connection.socket())))) {
            throw new StaleConnectionException();
        }
        Response response = chain.proceed(chain.request());
        lastUses.put(connection, new Use(System.nanoTime(), closes(response)));
        return response;
    }

    private static boolean closes(Response response) {
        return response.protocol() == Protocol.HTTP_1_0
                && !"keep-alive".equalsIgnoreCase(response.header("Connection"));
    }

    /** Unexpected bytes end a connection too: the next response would begin with them. */
    private static boolean hasEnded(Socket socket) {
        try {
            int timeout = socket.getSoTimeout();
            socket.setSoTimeout(1);
            try {
                socket.getInputStream().read();
                return true;
            } catch (SocketTimeoutException silent) {
                return false;
            } finally {
                socket.setSoTimeout(timeout);
            }
        } catch (IOException e) {
            return true;
        }
    }

    private static final class StaleConnectionException extends IOException {
        StaleConnectionException() {
            super("the receiver has closed the connection");
        }
    }
}
