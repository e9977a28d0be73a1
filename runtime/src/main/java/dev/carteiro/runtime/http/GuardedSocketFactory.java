package dev.carteiro.runtime.http;

import dev.carteiro.schemas.targeturl.AddressRules;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.targeturl.TargetDecision;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;

/**
 * Creates sockets that check the address before they connect, and refuse it before the first packet. Thread-safe.
 *
 * <p>OkHttp 5 takes an unconnected socket from {@link #createSocket()} for every route, of names and of IP literals, with and
 * without TLS (which is layered over this socket). It then connects the socket to an address that it has already resolved, so
 * the checked address is the dialled address. The other methods exist for completeness and are guarded too.
 */
final class GuardedSocketFactory extends SocketFactory {
    private static final String NO_DESCRIPTOR = "Too many open files";

    private final AllowedTargets allowed;
    private final OpenSockets open;

    GuardedSocketFactory(AllowedTargets allowed, OpenSockets open) {
        this.allowed = allowed;
        this.open = open;
    }

    Optional<String> nearSocketLimit(int others) {
        return open.nearSocketLimit(others);
    }

    /** @throws OutOfSocketsException if the process has reached its limit of sockets */
    @Override
    public Socket createSocket() throws IOException {
        open.reserve();
        Socket socket = new GuardedSocket(allowed, open);
        try {
            socket.setTcpNoDelay(true); // a request is sent in few writes; none should wait for an ACK
            return socket;
        } catch (SocketException e) {
            socket.close();
            throw String.valueOf(e.getMessage()).contains(NO_DESCRIPTOR)
                    ? new OutOfSocketsException("this process has reached its limit of open files: raise it (ulimit -n,"
                            + " LimitNOFILE)")
                    : e;
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(createSocket(), new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(InetAddress.getByName(host), port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        Socket socket = createSocket();
        socket.bind(new InetSocketAddress(localHost, localPort));
        return connected(socket, new InetSocketAddress(host, port));
    }

    private static Socket connected(Socket socket, SocketAddress target) throws IOException {
        try {
            socket.connect(target);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static final class GuardedSocket extends Socket {
        private final AllowedTargets allowed;
        private final OpenSockets open;
        private final AtomicBoolean counted = new AtomicBoolean(true);

        GuardedSocket(AllowedTargets allowed, OpenSockets open) {
            super(Proxy.NO_PROXY); // otherwise -DsocksProxyHost would dial another address than the one checked
            this.allowed = allowed;
            this.open = open;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                if (counted.compareAndSet(true, false)) {
                    open.release();
                }
            }
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress target) || target.isUnresolved()) {
                throw new RefusedTargetException("the target is not an IP address");
            }
            if (AddressRules.check(target.getAddress(), allowed) instanceof TargetDecision.Rejected refused) {
                throw new RefusedTargetException(refused.reason());
            }
            open.beginConnect();
            try {
                super.connect(endpoint, timeout);
            } finally {
                open.endConnect();
            }
        }
    }
}
