package dev.carteiro.runtime.http;

import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * What is left of the time of the call that the current thread makes, for code that OkHttp runs on that thread and does
 * not tell which call it is for. Thread-safe.
 */
final class CallTime {
    private static final ScopedValue<Long> DEADLINE = ScopedValue.newInstance();

    private CallTime() {
    }

    /** The outermost interceptor. */
    static Response measure(Interceptor.Chain chain) throws IOException {
        long timeout = chain.call().timeout().timeoutNanos();
        if (timeout == 0) { // OkHttp's way to say none
            return chain.proceed(chain.request());
        }
        return ScopedValue.where(DEADLINE, System.nanoTime() + timeout).call(() -> chain.proceed(chain.request()));
    }

    /** @return the bound, where no call is being made or more than that is left */
    static Duration left(Duration bound) {
        if (!DEADLINE.isBound()) {
            return bound;
        }
        Duration left = Duration.ofNanos(Math.max(0, DEADLINE.get() - System.nanoTime()));
        return left.compareTo(bound) < 0 ? left : bound;
    }
}
