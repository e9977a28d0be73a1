package dev.carteiro.testkit.receiver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Behaviours for tests, from friendly to hostile. Stateless. */
public final class Behaviours {
    private static final byte[] ENDLESS_CHUNK = ("2000\r\n" + "x".repeat(0x2000) + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);

    private Behaviours() {
    }

    public static Behaviour answer(int status) {
        return answer(status, Map.of(), "");
    }

    /** @param body sent as ISO 8859-1 with its length */
    public static Behaviour answer(int status, Map<String, String> headers, String body) {
        String answer = ResponseHeads.of(status, headers, body);
        return (wire, request) -> {
            wire.write(answer);
            return ConnectionDisposition.NEXT_REQUEST;
        };
    }

    /** Responds as if the connection stayed open, then closes it: the sender's pool then holds a dead connection. */
    public static Behaviour answerThenClose(int status) {
        String answer = ResponseHeads.of(status, Map.of(), "");
        return (wire, request) -> {
            wire.write(answer);
            return ConnectionDisposition.CLOSE;
        };
    }

    /** Responds to the head alone, then reads and ignores the body. */
    public static Behaviour answerBeforeBody(int status) {
        String answer = ResponseHeads.of(status, Map.of("connection", "close"), "");
        return withoutBody((wire, request) -> {
            wire.write(answer);
            wire.drain();
            return ConnectionDisposition.CLOSE;
        });
    }

    /** Reads the request and does not respond until the sender gives up. */
    public static Behaviour neverAnswer() {
        return (wire, request) -> {
            wire.drain();
            return ConnectionDisposition.CLOSE;
        };
    }

    /** Reads the head but never the body, and does not respond: a large body fills the sender's buffers. */
    public static Behaviour neverReadBody() {
        return withoutBody((wire, request) -> {
            wire.awaitClose();
            return ConnectionDisposition.CLOSE;
        });
    }

    /** Closes the connection normally instead of responding. */
    public static Behaviour closeAfterRequest() {
        return (wire, request) -> ConnectionDisposition.CLOSE;
    }

    /** Resets the connection instead of responding. */
    public static Behaviour resetAfterRequest() {
        return (wire, request) -> {
            wire.reset();
            return ConnectionDisposition.CLOSE;
        };
    }

    /** Sends these bytes as the response and closes. */
    public static Behaviour raw(String bytes) {
        return (wire, request) -> {
            wire.write(bytes);
            return ConnectionDisposition.CLOSE;
        };
    }

    /** Sends these bytes one by one, with a pause before each, and closes. */
    public static Behaviour drip(String bytes, Duration interval) {
        return (wire, request) -> {
            for (byte next : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
                Thread.sleep(interval);
                wire.write(new byte[]{next});
            }
            return ConnectionDisposition.CLOSE;
        };
    }

    /** Sends a status and a chunked body that ends only when the sender closes the connection. */
    public static Behaviour endlessBody(int status) {
        return (wire, request) -> {
            wire.write(ResponseHeads.head(status, Map.of("transfer-encoding", "chunked")) + "\r\n");
            while (true) {
                wire.write(ENDLESS_CHUNK);
            }
        };
    }

    /** Waits until the test opens the latch, then continues. Keeps requests in flight without a clock. */
    public static Behaviour heldUntil(CountDownLatch released, Behaviour then) {
        return (wire, request) -> {
            released.await();
            return then.act(wire, request);
        };
    }

    /** Returns the same behaviour for the head alone. */
    public static Behaviour withoutBody(Behaviour behaviour) {
        return new Behaviour() {
            @Override
            public ConnectionDisposition act(RawConnection wire, ReceivedRequest request)
                    throws IOException, InterruptedException {
                return behaviour.act(wire, request);
            }

            @Override
            public boolean readsBody() {
                return false;
            }
        };
    }

    /** For {@link ScriptedReceiver#onConnect}: accepts the connection and never reads. */
    public static ConnectionScript acceptAndNeverRead() {
        return RawConnection::awaitClose;
    }

    /** For {@link ScriptedReceiver#onConnect}: resets the connection immediately. */
    public static ConnectionScript resetAtOnce() {
        return RawConnection::reset;
    }
}
