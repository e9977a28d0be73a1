package dev.carteiro.runtime.server;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Creates threads and connectors for Jetty. Stateless.
 *
 * <p>Accepting and selecting use a few platform threads. On virtual threads they would occupy the carriers, of which a small
 * machine has one or two. Only HTTP/1.1 in plain text is supported, without upgrades.
 */
public final class ServerParts {
    private static final int PLATFORM_THREADS = 12;
    private static final int IDLE_THREAD_MILLIS = 60_000;
    private static final int SHUTDOWN_IDLE_TIMEOUT_MILLIS = 100;
    private static final int ACCEPT_QUEUE = 256;

    private ServerParts() {
    }

    /**
     * @param name prefix of the threads' names
     * @param requests runs each request on a virtual thread
     */
    public static QueuedThreadPool threads(String name, Executor requests) {
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, 2, IDLE_THREAD_MILLIS);
        threads.setName(name);
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(requests);
        return threads;
    }

    /**
     * @param port 0 for any free port
     * @param idle maximum time without a byte in either direction, also between requests
     * @param guard limits the connections
     */
    public static ServerConnector connector(Server server, HttpConfiguration http, String host, int port, Duration idle,
            ConnectionGuard guard) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(idle.toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT_MILLIS);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.addEventListener(guard);
        return connector;
    }
}
