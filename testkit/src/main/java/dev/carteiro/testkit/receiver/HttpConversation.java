package dev.carteiro.testkit.receiver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Function;

/** Serves successive requests on one connection. Each is recorded before its response is sent. Thread-safe: no state. */
final class HttpConversation implements ConnectionScript {
    private final Function<String, PathScript> routes;
    private final RequestLog log;

    HttpConversation(Function<String, PathScript> routes, RequestLog log) {
        this.routes = routes;
        this.log = log;
    }

    @Override
    public void run(RawConnection wire) throws IOException, InterruptedException {
        RequestReader reader = new RequestReader(wire.in());
        for (RequestHead head = reader.head(); head != null; head = reader.head()) {
            Behaviour behaviour = routes.apply(head.path()).next();
            ReceivedRequest request = behaviour.readsBody()
                    ? readAndRecord(wire, reader, head)
                    : record(wire, head, new byte[0], false);
            if (behaviour.act(wire, request) == ConnectionDisposition.CLOSE || head.isLastOnItsConnection()) {
                return;
            }
        }
    }

    private ReceivedRequest readAndRecord(RawConnection wire, RequestReader reader, RequestHead head)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            reader.body(head, body);
        } catch (IOException | NumberFormatException brokenOff) {
            record(wire, head, body.toByteArray(), false);
            throw brokenOff;
        }
        return record(wire, head, body.toByteArray(), true);
    }

    private ReceivedRequest record(RawConnection wire, RequestHead head, byte[] body, boolean complete) {
        ReceivedRequest request = new ReceivedRequest(wire.number(), head, body, complete);
        log.add(request);
        return request;
    }
}
