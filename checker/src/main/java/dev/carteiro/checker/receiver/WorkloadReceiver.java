package dev.carteiro.checker.receiver;

import dev.carteiro.checker.workload.PlannedResponse;
import dev.carteiro.checker.workload.WorkloadSubscription;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Serves all endpoints of a run on one port, with a virtual thread for each connection. Thread-safe. The number of connections is
 * bounded by the subscriptions' {@code maxInFlight} and the number of dispatchers.
 */
public final class WorkloadReceiver implements AutoCloseable {
    private static final int BACKLOG = 1_024;

    private final ServerSocket server;
    private final Map<String, WorkloadSubscription> byPath;
    private final InstantSource clock;
    private final WorkloadRequestLog log = new WorkloadRequestLog();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private WorkloadReceiver(List<WorkloadSubscription> hooks, InstantSource clock) throws IOException {
        server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        byPath = hooks.stream().collect(Collectors.toMap(WorkloadSubscription::path, Function.identity()));
        this.clock = clock;
    }

    public static WorkloadReceiver start(List<WorkloadSubscription> hooks, InstantSource clock) throws IOException {
        WorkloadReceiver receiver = new WorkloadReceiver(hooks, clock);
        Thread.ofVirtual().name("receiver").start(receiver::accept);
        return receiver;
    }

    /** Returns the prefix of the target URLs. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    public List<RecordedRequest> requests() {
        return log.all();
    }

    public int count() {
        return log.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().name("receiver-connection").start(() -> serve(socket));
            } catch (IOException e) {
                // Closed, or the sender closed the connection before it was accepted.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            HttpStream wire = new HttpStream(socket);
            boolean goesOn = true;
            while (goesOn) {
                HttpStream.HttpRequestMessage message = wire.read();
                goesOn = message != null && perform(wire, record(message));
            }
        } catch (IOException | NumberFormatException e) {
            // The sender was killed, gave up, or sent an invalid request: only the log counts.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private RecordedRequest record(HttpStream.HttpRequestMessage message) {
        WorkloadSubscription hook = byPath.get(message.path());
        String delivery = message.header("webhook-id");
        int attempt = number(message.header("webhook-attempt"));
        PlannedResponse answer = hook == null
                ? PlannedResponse.status(404)
                : hook.manner().respond(delivery, attempt, clock.instant());
        RecordedRequest request = new RecordedRequest(clock.instant(), message.path(), delivery, attempt,
                message.header("webhook-timestamp"), message.header("webhook-signature"), message.body(), answer);
        log.add(request);
        return request;
    }

    /** @return whether the connection stays open */
    private static boolean perform(HttpStream wire, RecordedRequest request) throws IOException, InterruptedException {
        return switch (request.answer()) {
            case PlannedResponse.StatusResponse status -> {
                Thread.sleep(status.after());
                wire.respond(status);
                yield true;
            }
            case PlannedResponse.NoResponse() -> {
                wire.awaitClose();
                yield false;
            }
            case PlannedResponse.ClosedConnection() -> false;
        };
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}
