package dev.carteiro.runtime.http;

import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What the current thread's call is, for code that OkHttp runs on that thread and does not tell which call it is for: how
 * much of its time is left, and whom it is made for. Thread-safe.
 */
final class CallContext {
    private static final ScopedValue<CallContext> CURRENT = ScopedValue.newInstance();
    private static final long NO_DEADLINE = 0;

    private final long timeoutNanos;
    private final long deadline;
    private final CallOwner owner;

    private CallContext(long timeoutNanos, @Nullable CallOwner owner) {
        this.timeoutNanos = timeoutNanos;
        deadline = System.nanoTime() + timeoutNanos;
        this.owner = owner == null ? CallOwner.PROCESS : owner;
    }

    /** The outermost interceptor. */
    static Response measure(Interceptor.Chain chain) throws IOException {
        CallContext context = new CallContext(chain.call().timeout().timeoutNanos(),
                chain.request().tag(CallOwner.class));
        return ScopedValue.where(CURRENT, context).call(() -> chain.proceed(chain.request()));
    }

    /** @return the bound, where no call is being made or more than that is left */
    static Duration left(Duration bound) {
        if (!CURRENT.isBound() || CURRENT.get().timeoutNanos == NO_DEADLINE) {
            return bound;
        }
        Duration left = Duration.ofNanos(Math.max(0, CURRENT.get().deadline - System.nanoTime()));
        return left.compareTo(bound) < 0 ? left : bound;
    }

    /** Whom the call is made for; the process, where no call is being made. */
    static CallOwner owner() {
        return CURRENT.isBound() ? CURRENT.get().owner : CallOwner.PROCESS;
    }
}
