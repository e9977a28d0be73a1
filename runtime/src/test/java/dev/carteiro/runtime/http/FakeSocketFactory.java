package dev.carteiro.runtime.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Consumer;
import javax.net.SocketFactory;

/** Hands out another factory's unconnected sockets and shows each of them to the test first. */
final class FakeSocketFactory extends SocketFactory {
    private final SocketFactory real;
    private final Consumer<Socket> made;

    FakeSocketFactory(SocketFactory real, Consumer<Socket> made) {
        this.real = real;
        this.made = made;
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = real.createSocket();
        made.accept(socket);
        return socket;
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
