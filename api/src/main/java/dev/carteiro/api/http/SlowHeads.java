package dev.carteiro.api.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Closes connections whose request line and headers take too long. One virtual thread owns it.
 *
 * <p>Jetty's idle time begins anew with every byte, so that a client which sends one every few seconds would keep its
 * connection for hours, and a thousand of them all there are. Between requests, and while one is being answered, nothing
 * is done here.
 */
final class SlowHeads implements AutoCloseable {
    private final ServerConnector connector;
    private final long atMost;
    private final Map<Connection, Long> since = new HashMap<>();
    private final Thread thread;

    private SlowHeads(ServerConnector connector, Duration atMost) {
        this.connector = connector;
        this.atMost = atMost.toNanos();
        thread = Thread.ofVirtual().name("api-slow-heads").unstarted(() -> watch(atMost.dividedBy(4)));
    }

    static SlowHeads watch(ServerConnector connector, Duration atMost) {
        SlowHeads heads = new SlowHeads(connector, atMost);
        heads.thread.start();
        return heads;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch(Duration every) {
        try {
            while (true) {
                Thread.sleep(every);
                look(System.nanoTime());
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void look(long now) {
        Map<Connection, Long> still = new HashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection connection = endPoint.getConnection();
            if (connection instanceof HttpConnection http && isInHead(http)) {
                long began = since.getOrDefault(connection, now);
                if (now - began >= atMost) {
                    endPoint.close();
                } else {
                    still.put(connection, began);
                }
            }
        }
        since.clear();
        since.putAll(still);
    }

    private static boolean isInHead(HttpConnection http) {
        return http.getHttpChannel().getRequest() == null && !http.getParser().isStart()
                && !http.getParser().isTerminated();
    }
}
