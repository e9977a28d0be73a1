package dev.carteiro.testkit.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Passes a test's sockets to an HTTP client, unconnected. As thread-safe as the maker of the sockets. */
public final class UnconnectedSockets extends SocketFactory {
    private final Maker maker;

    /** Creates one socket. */
    @FunctionalInterface
    public interface Maker {
        Socket make() throws IOException;
    }

    public UnconnectedSockets(Maker maker) {
        this.maker = maker;
    }

    @Override
    public Socket createSocket() throws IOException {
        return maker.make();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
