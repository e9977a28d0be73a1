package dev.carteiro.dispatcher.send;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Serves one certificate, responds 200 to every request, and counts the bytes received in sessions. */
final class TlsReceiver implements AutoCloseable {
    private static final byte[] OK = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    /** Handles each accepted connection. */
    interface ConnectionHandler {
        void serve(Socket socket, AtomicInteger bytes) throws IOException;
    }

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();

    private TlsReceiver(ServerSocket server, ConnectionHandler manner) {
        this.server = server;
        Thread.startVirtualThread(() -> accept(manner));
    }

    static TlsReceiver with(HeldCertificate certificate, HeldCertificate... intermediates) {
        return with(certificate, TlsReceiver::answer, intermediates);
    }

    static TlsReceiver with(HeldCertificate certificate, ConnectionHandler manner, HeldCertificate... intermediates) {
        X509Certificate[] chain = Arrays.stream(intermediates)
                .map(HeldCertificate::certificate).toArray(X509Certificate[]::new);
        HandshakeCertificates serving = new HandshakeCertificates.Builder().heldCertificate(certificate, chain).build();
        try {
            return new TlsReceiver(serving.sslContext().getServerSocketFactory().createServerSocket(0, 50,
                    InetAddress.getLoopbackAddress()), manner);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves plain text without TLS. */
    static TlsReceiver plain(ConnectionHandler manner) {
        try {
            return new TlsReceiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manner);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url(String host) {
        return "https://" + host + ":" + server.getLocalPort() + "/";
    }

    int connections() {
        return connections.get();
    }

    /** Returns the number of bytes of requests, without those of handshakes. */
    int bytes() {
        return bytes.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept(ConnectionHandler manner) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.startVirtualThread(() -> serve(socket, manner));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket socket, ConnectionHandler manner) {
        try (socket) {
            manner.serve(socket, bytes);
        } catch (IOException e) {
            // The sender rejected the certificate.
        }
    }

    static void answer(Socket socket, AtomicInteger bytes) throws IOException {
        byte[] buffer = new byte[8_192];
        int read = socket.getInputStream().read(buffer);
        if (read > 0) {
            bytes.addAndGet(read);
            socket.getOutputStream().write(OK);
        }
    }

    /** Reads a request and closes the connection below TLS, without a close notification. */
    static void vanish(Socket socket, AtomicInteger bytes) throws IOException {
        bytes.addAndGet(socket.getInputStream().read(new byte[8_192]));
        socket.setSoLinger(true, 0);
    }
}
