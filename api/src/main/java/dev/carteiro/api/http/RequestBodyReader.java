package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.limit.FairPool;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads request bodies, bounded in size and time. Stateless.
 *
 * <p>Of a body that is not read the rest is thrown away, for a moment, before the answer: a client that is still
 * sending when the connection closes sees a reset instead of the answer.
 */
final class RequestBodyReader {
    private static final int CHUNK = 8 * 1024;
    private static final long MOST_DISCARDED = 32L * 1024 * 1024;
    private static final Duration DISCARDING = Duration.ofSeconds(2);

    private RequestBodyReader() {
    }

    /** @throws ApiException if it is too large, too slow, ends too early, or there is no memory for it */
    static byte[] read(HttpServletRequest request, HttpLimits limits, RequestResources memory)
            throws InterruptedException {
        try (InputStream in = request.getInputStream()) {
            if (request.getContentLengthLong() > limits.bodyBytes()) {
                throw tooLarge(in, limits);
            }
            return read(in, limits, memory.beginBody());
        } catch (IOException e) {
            throw ApiException.of(ErrorCode.TOO_SLOW, "the body did not arrive, or not in time");
        }
    }

    private static byte[] read(InputStream in, HttpLimits limits, FairPool.Allocation lease) throws IOException {
        long deadline = System.nanoTime() + limits.bodyTime().toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            if (body.size() + read > limits.bodyBytes()) {
                throw tooLarge(in, limits);
            }
            if (!RequestResources.grow(lease, read)) {
                discard(in);
                throw RequestResources.busy();
            }
            if (System.nanoTime() - deadline > 0) {
                throw ApiException.of(ErrorCode.TOO_SLOW,
                        "the body must arrive within " + limits.bodyTime().toSeconds() + " s");
            }
            body.write(chunk, 0, read);
        }
        return body.toByteArray();
    }

    private static ApiException tooLarge(InputStream in, HttpLimits limits) {
        discard(in);
        return ApiException.of(ErrorCode.TOO_LARGE, "a body may have " + limits.bodyBytes() + " bytes");
    }

    private static void discard(InputStream in) {
        long deadline = System.nanoTime() + DISCARDING.toNanos();
        byte[] chunk = new byte[CHUNK];
        try {
            long discarded = 0;
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                discarded += read;
                if (discarded > MOST_DISCARDED || System.nanoTime() - deadline > 0) {
                    break;
                }
            }
        } catch (IOException e) {
            // Whoever sent it does not wait for the answer.
        }
    }
}
