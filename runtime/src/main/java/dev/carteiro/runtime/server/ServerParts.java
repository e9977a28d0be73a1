package dev.carteiro.runtime.server;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Threads and connectors for Jetty. Stateless.
 *
 * <p>Accepting and selecting keep a few platform threads, because they would sit on a virtual thread's carrier, of which
 * a small machine has one or two. HTTP/1.1 in plain text only: there is no upgrade to anything else.
 */
public final class ServerParts {
    private static final int PLATFORM_THREADS = 12;
    private static final int IDLE_THREAD_MILLIS = 60_000;
    private static final int KEEPS_IDLE_WHEN_STOPPING_MILLIS = 100;
    private static final int ACCEPT_QUEUE = 256;

    private ServerParts() {
    }

    /**
     * @param name of the threads
     * @param requests runs each request, on a virtual thread
     */
    public static QueuedThreadPool threads(String name, Executor requests) {
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, 2, IDLE_THREAD_MILLIS);
        threads.setName(name);
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(requests);
        return threads;
    }

    /**
     * @param port 0 for any free one
     * @param idle without a byte in either direction, also between requests
     * @param guard bounds its connections
     */
    public static ServerConnector connector(Server server, HttpConfiguration http, String host, int port, Duration idle,
            ConnectionGuard guard) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(idle.toMillis());
        connector.setShutdownIdleTimeout(KEEPS_IDLE_WHEN_STOPPING_MILLIS);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.addEventListener(guard);
        return connector;
    }
}
