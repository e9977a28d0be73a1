package dev.carteiro.runtime.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A request body that OkHttp sends at most once. Safe to share while the bytes, which are not copied, do not change.
 *
 * <p>OkHttp 5 repeats a POST with any other body by itself: after a 503 with {@code Retry-After: 0}, although retries are off, and
 * after a 408 if they are on. Its retry interceptor does not repeat a one-shot body. All bodies that Carteiro sends must
 * be of this class.
 */
public final class OneShotBody extends RequestBody {
    private final byte[] bytes;
    private final @Nullable MediaType type;

    /**
     * @param bytes sent unchanged; their number is the Content-Length
     * @param type the Content-Type; without one, the request's own header is used
     */
    public OneShotBody(byte[] bytes, @Nullable MediaType type) {
        this.bytes = bytes;
        this.type = type;
    }

    @Override
    public @Nullable MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes);
    }
}
