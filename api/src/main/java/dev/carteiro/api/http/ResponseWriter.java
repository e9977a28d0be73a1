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
 * Writes responses, each body with a final newline, in bounded time. Safe for any thread. The request's thread writes
 * and waits until the client has taken the response.
 *
 * <p>Jetty's idle timeout restarts with every byte that a client takes. A client that takes a few bytes now and then
 * could keep its connection and the reserved memory for hours. Therefore a response that may not fit into the socket's
 * buffers must be taken within a total time, after which the connection is closed.
 */
final class ResponseWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);

    /** The kernel takes a smaller response at once, whatever the client does. */
    private static final int SOCKET_BUFFER_BYTES = 16 * 1024;

    /** A larger write would make the JDK keep a buffer of its size outside the heap. */
    private static final int MAX_WRITE_BYTES = 32 * 1024;

    private static final byte NEWLINE = '\n';

    private final Duration responseTimeout;

    /** @param responseTimeout maximum time for a client to take the whole response */
    ResponseWriter(Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    /**
     * Writes a response.
     *
     * @param scheduler runs the computations of a list
     */
    void write(Context context, ApiResponse reply, String type, PageDocument.ComputeScheduler scheduler) {
        if (context.res().isCommitted()) {
            // A started response cannot be replaced, only cut off.
            closeConnection(context);
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
            case ApiResponse.Content.ResourcePage(var document) -> send(context, type, document, scheduler);
        }
    }

    private void send(Context context, String type, byte[] body) {
        context.contentType(type);
        context.res().setContentLength(body.length + 1);
        if (isHead(context)) {
            return;
        }
        if (body.length < SOCKET_BUFFER_BYTES) {
            writeAll(context, out -> out.write(terminated(body)));
            return;
        }
        writeWithDeadline(context, out -> {
            for (int from = 0; from < body.length; from += MAX_WRITE_BYTES) {
                out.write(body, from, Math.min(MAX_WRITE_BYTES, body.length - from));
            }
            out.write(NEWLINE);
        });
    }

    private void send(Context context, String type, PageDocument<?> document, PageDocument.ComputeScheduler scheduler) {
        context.contentType(type);
        if (isHead(context)) {
            return;
        }
        writeWithDeadline(context, out -> {
            // The mapper flushes after each tree, which would be one packet for each resource.
            JsonGenerator generator = StrictJson.mapper().createGenerator(out)
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            document.writeTo(generator, scheduler);
            generator.writeRaw((char) NEWLINE);
            // Closed only on success: a half-written document must not look complete.
            generator.close();
        });
    }

    @FunctionalInterface
    private interface BodyWriter {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    private void writeWithDeadline(Context context, BodyWriter writing) {
        Scheduler.Task deadline = request(context).getComponents().getScheduler().schedule(() -> {
            LOG.info("closing a connection: the client did not take its response within {} s",
                    responseTimeout.toSeconds());
            closeConnection(context);
        }, responseTimeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            writeAll(context, writing);
        } finally {
            deadline.cancel();
        }
    }

    /** Returns once everything is in the socket, so that the request keeps its reservation until then. */
    private static void writeAll(Context context, BodyWriter writing) {
        try {
            OutputStream out = context.res().getOutputStream();
            writing.to(out);
            out.close();
        } catch (IOException e) {
            LOG.debug("the client is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closeConnection(context);
        }
    }

    /** Returns a document as one line. */
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

    private static void closeConnection(Context context) {
        request(context).getConnectionMetaData().getConnection().getEndPoint().close();
    }

    private static Request request(Context context) {
        return ServletContextRequest.getServletContextRequest(context.req());
    }
}
