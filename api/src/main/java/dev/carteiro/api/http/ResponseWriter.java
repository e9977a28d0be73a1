package dev.carteiro.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.carteiro.schemas.json.StrictJson;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes responses, each body ended by a newline, bounded in time. Safe for any thread; each response is written by its request's thread, which waits
 * until the client has taken it.
 *
 * <p>Jetty's idle time begins again with every byte that a client takes, so that one which takes a few now and then would
 * keep its connection, and what is reserved for its request, for hours. So what may not fit into the socket's buffers has
 * to be taken within a time, after which the connection is closed.
 */
final class ResponseWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);

    /** Less is taken by the kernel at once, whatever the client does. */
    private static final int FITS_A_SOCKET = 16 * 1024;

    /** A larger piece would make the JDK keep a buffer of its size outside the heap. */
    private static final int PIECE = 32 * 1024;

    private static final byte NEWLINE = '\n';

    private final Duration takenWithin;

    /** @param takenWithin how long a client may take over the whole response */
    ResponseWriter(Duration takenWithin) {
        this.takenWithin = takenWithin;
    }

    /** @param turns for what a page makes of its items */
    void write(Context context, ApiResponse reply, String type, PageDocument.ComputeScheduler turns) {
        if (context.res().isCommitted()) {
            // A response cannot be taken back, only cut off.
            hangUp(context);
            return;
        }
        context.res().resetBuffer();
        SecurityHeaders.ALL.forEach(context::header);
        context.header(RequestId.HEADER, RequestId.of(context));
        reply.headers().forEach(context::header);
        context.status(reply.status());
        switch (reply.content()) {
            case ApiResponse.Content.None() -> context.res().setContentType(null);
            case ApiResponse.Content.Tree(var document) ->
                send(context, type, document.toString().getBytes(StandardCharsets.UTF_8));
            case ApiResponse.Content.SharedBytes(byte[] json) -> send(context, type, json);
            case ApiResponse.Content.ResourcePage(var document) -> send(context, type, document, turns);
        }
    }

    private void send(Context context, String type, byte[] body) {
        context.contentType(type);
        context.res().setContentLength(body.length + 1);
        if (isHead(context)) {
            return;
        }
        if (body.length < FITS_A_SOCKET) {
            taken(context, out -> out.write(terminated(body)));
            return;
        }
        inTime(context, out -> {
            for (int from = 0; from < body.length; from += PIECE) {
                out.write(body, from, Math.min(PIECE, body.length - from));
            }
            out.write(NEWLINE);
        });
    }

    private void send(Context context, String type, PageDocument<?> document, PageDocument.ComputeScheduler turns) {
        context.contentType(type);
        if (isHead(context)) {
            return;
        }
        inTime(context, out -> {
            // The mapper flushes behind each tree, which would be a packet for each resource.
            JsonGenerator generator = StrictJson.mapper().createGenerator(out)
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            document.writeTo(generator, turns);
            generator.writeRaw((char) NEWLINE);
            // Only now: closing it earlier would make half a document look whole.
            generator.close();
        });
    }

    @FunctionalInterface
    private interface BodyWriter {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    private void inTime(Context context, BodyWriter writing) {
        Scheduler.Task deadline = request(context).getComponents().getScheduler().schedule(() -> {
            LOG.info("a client did not take its response within {} s", takenWithin.toSeconds());
            hangUp(context);
        }, takenWithin.toMillis(), TimeUnit.MILLISECONDS);
        try {
            taken(context, writing);
        } finally {
            deadline.cancel();
        }
    }

    /** Returns when all of it is in the socket: until then the request has what was reserved for it. */
    private static void taken(Context context, BodyWriter writing) {
        try {
            OutputStream out = context.res().getOutputStream();
            writing.to(out);
            out.close();
        } catch (IOException e) {
            LOG.debug("the client is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            hangUp(context);
        }
    }

    /** A document as one line. */
    static byte[] line(String json) {
        return terminated(json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] terminated(byte[] body) {
        byte[] line = Arrays.copyOf(body, body.length + 1);
        line[body.length] = NEWLINE;
        return line;
    }

    private static boolean isHead(Context context) {
        return context.req().getMethod().equals("HEAD");
    }

    private static void hangUp(Context context) {
        request(context).getConnectionMetaData().getConnection().getEndPoint().close();
    }

    private static Request request(Context context) {
        return ServletContextRequest.getServletContextRequest(context.req());
    }
}
