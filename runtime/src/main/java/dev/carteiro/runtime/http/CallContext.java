package dev.carteiro.runtime.http;

import java.io.IOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The current thread's call: its remaining time and its owner. For code that OkHttp runs on that thread without telling it the
 * call. Thread-safe.
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

    /** The outermost interceptor: starts the clock of a call. */
    static Response measure(Interceptor.Chain chain) throws IOException {
        CallContext context = new CallContext(chain.call().timeout().timeoutNanos(),
                chain.request().tag(CallOwner.class));
        return ScopedValue.where(CURRENT, context).call(() -> chain.proceed(chain.request()));
    }

    /** @return the call's remaining time; the bound if that is shorter, or if there is no call */
    static Duration remaining(Duration bound) {
        if (!CURRENT.isBound() || CURRENT.get().timeoutNanos == NO_DEADLINE) {
            return bound;
        }
        Duration left = Duration.ofNanos(Math.max(0, CURRENT.get().deadline - System.nanoTime()));
        return left.compareTo(bound) < 0 ? left : bound;
    }

    /** Returns the current call's owner; the process if there is no call. */
    static CallOwner owner() {
        return CURRENT.isBound() ? CURRENT.get().owner : CallOwner.PROCESS;
    }
}
