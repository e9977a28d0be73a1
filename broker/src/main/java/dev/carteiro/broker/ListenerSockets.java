package dev.carteiro.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The node's two listening sockets, which are bound to the loopback address before Kafka starts. Not thread-safe; Kafka
 * obtains them on the thread that starts it.
 *
 * <p>So a port that is in use yields an exception instead of a halted JVM. A free port cannot be taken by another
 * process before it is used. The controller's port differs at each start, because only this node connects to it.
 */
final class ListenerSockets implements ServerSocketFactory, AutoCloseable {
    private static final int BACKLOG = 128;

    private final ServerSocketChannel client;
    private final ServerSocketChannel controller;

    private ListenerSockets(ServerSocketChannel client, ServerSocketChannel controller) {
        this.client = client;
        this.controller = controller;
    }

    /** @param clientPort port for clients; 0 for a free port */
    static ListenerSockets bind(int clientPort) throws BrokerException {
        ServerSocketChannel client = open(clientPort);
        try {
            return new ListenerSockets(client, open(0));
        } catch (BrokerException e) {
            closeQuietly(client);
            throw e;
        }
    }

    private static ServerSocketChannel open(int port) throws BrokerException {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.configureBlocking(false);
                return channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            } catch (IOException e) {
                closeQuietly(channel);
                throw e;
            }
        } catch (BindException e) {
            throw new BrokerException(
                    "cannot listen on port " + port + " for Kafka clients (" + e.getMessage()
                            + "): stop the process that uses it, or use another port",
                    e);
        } catch (IOException e) {
            throw new BrokerException(
                    "cannot listen on port " + port + " for Kafka clients: " + FatalFaultReporter.oneLine(e), e);
        }
    }

    int clientPort() {
        return client.socket().getLocalPort();
    }

    int controllerPort() {
        return controller.socket().getLocalPort();
    }

    @Override
    public ServerSocketChannel openServerSocket(String listener, InetSocketAddress address, int backlog, int buffer) {
        return listener.equals(BrokerConfig.CONTROLLER_LISTENER) ? controller : client;
    }

    @Override
    public void close() {
        closeQuietly(client);
        closeQuietly(controller);
    }

    private static void closeQuietly(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // A listening socket has no data to lose.
        }
    }
}
