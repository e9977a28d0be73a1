package dev.carteiro.api.http;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.limit.FairPool;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads request bodies, bounded in size and time. Stateless.
 *
 * <p>The rest of a body that is not read is discarded for a short time before the response. Otherwise a client that is
 * still sending sees a connection reset instead of the response.
 */
final class RequestBodyReader {
    private static final int CHUNK_BYTES = 8 * 1024;
    private static final long MAX_DISCARDED_BYTES = 32L * 1024 * 1024;
    private static final Duration MAX_DISCARD_TIME = Duration.ofSeconds(2);

    private RequestBodyReader() {
    }

    /**
     * Reads the body.
     *
     * @throws ApiException if the body is too large, too slow or incomplete, or if no memory is free for it
     */
    static byte[] read(HttpServletRequest request, HttpLimits limits, RequestResources memory)
            throws InterruptedException {
        try (InputStream in = request.getInputStream()) {
            if (request.getContentLengthLong() > limits.bodyBytes()) {
                throw tooLarge(in, limits);
            }
            return read(in, limits, memory.beginBody());
        } catch (IOException e) {
            throw ApiException.of(ErrorCode.TOO_SLOW, "the body was incomplete or too slow: send all of it within "
                    + limits.bodyTime().toSeconds() + " s");
        }
    }

    private static byte[] read(InputStream in, HttpLimits limits, FairPool.Allocation lease) throws IOException {
        long deadline = System.nanoTime() + limits.bodyTime().toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
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
                        "the body was too slow: send all of it within " + limits.bodyTime().toSeconds() + " s");
            }
            body.write(chunk, 0, read);
        }
        return body.toByteArray();
    }

    private static ApiException tooLarge(InputStream in, HttpLimits limits) {
        discard(in);
        return ApiException.of(ErrorCode.TOO_LARGE,
                "the body is too large: send at most " + limits.bodyBytes() + " bytes");
    }

    private static void discard(InputStream in) {
        long deadline = System.nanoTime() + MAX_DISCARD_TIME.toNanos();
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            long discarded = 0;
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                discarded += read;
                if (discarded > MAX_DISCARDED_BYTES || System.nanoTime() - deadline > 0) {
                    break;
                }
            }
        } catch (IOException e) {
            // The client is gone and needs no response.
        }
    }
}
