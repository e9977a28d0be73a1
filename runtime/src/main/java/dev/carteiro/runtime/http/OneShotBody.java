package dev.carteiro.runtime.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A request body that OkHttp sends at most once. Safe to share while nobody changes the bytes, which are not copied.
 *
 * <p>With any other body OkHttp 5 sends a POST again by itself after a 503 with {@code Retry-After: 0}, although
 * retries are off, and after a 408 where they are on; its retry interceptor stops for a body that says it has one
 * shot. Every body that Carteiro sends must be one of these.
 */
public final class OneShotBody extends RequestBody {
    private final byte[] bytes;
    private final @Nullable MediaType type;

    /**
     * @param bytes sent as they are, with their number as Content-Length
     * @param type the Content-Type; without one the request's own header stands
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
