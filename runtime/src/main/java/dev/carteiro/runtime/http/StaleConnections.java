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
 * Notices that a receiver closed a kept connection while it was idle, before a request is written to it, and takes
 * another connection instead. Thread-safe.
 *
 * <p>OkHttp 5 looks only after ten idle seconds. A POST written earlier into a closed connection fails in a way that
 * cannot be told from a receiver that died while it worked, so nobody may send it again. Looking costs a
 * millisecond (a read that should time out), and is therefore left out on connections in steady use.
 *
 * <p>A receiver that speaks HTTP/1.0 closes behind its answer unless it says otherwise (RFC 9112 section 9.3). OkHttp
 * keeps such a connection, and a request that follows at once would meet the close under way: it is not used again.
 *
 * <p>Two interceptors that belong together: {@link #check} sits on the network side, where the connection is known
 * and nothing is written yet; {@link #proceed} sits on the application side, where a call may be carried on over
 * another connection. Every round takes one dead connection out of the pool, and a fresh one is never stale.
 */
final class StaleConnections {
    private static final long UNSEEN_NANOS = Duration.ofMillis(10).toNanos();

    private final Map<Connection, Use> lastUses = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param isLast whether the receiver closes behind it */
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
                // Nothing was written: the same call goes on, under the same timeout.
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

    /** Bytes that nobody asked for end a connection too: the next answer would begin with them. */
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
