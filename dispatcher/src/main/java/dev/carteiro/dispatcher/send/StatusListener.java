package dev.carteiro.dispatcher.send;

import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Records the phase of a call, and the status as soon as it is read. Its methods run on the call's thread.
 *
 * <p>OkHttp discards some responses after it has read the status, for example a 204 with a body, or a 407. For Carteiro
 * the status decides.
 */
final class StatusListener extends EventListener {
    static final int NONE = -1;

    /**
     * The phase of a call; it only advances. The start of a connect does not count: addresses are connected on other
     * threads, and one that loses may start after another has won.
     */
    enum Phase {
        /** There is no connection yet: nothing was sent. */
        CONNECTING,
        /** The TLS handshake has started: nothing was sent. */
        SECURING,
        /** The request has started: the receiver may have acted on it. */
        SENDING
    }

    /** The state of a call. It is attached to the request, because a failed call has no response. */
    static final class CallProgress {
        private volatile Phase phase = Phase.CONNECTING;
        private volatile int status = NONE;
        private volatile @Nullable String retryAfter;

        Phase phase() {
            return phase;
        }

        int status() {
            return status;
        }

        @Nullable
        String retryAfter() {
            return retryAfter;
        }
    }

    private final CallProgress seen;

    StatusListener(Call call) {
        CallProgress attached = call.request().tag(CallProgress.class);
        seen = attached == null ? new CallProgress() : attached;
    }

    @Override
    public void secureConnectStart(Call call) {
        seen.phase = Phase.SECURING;
    }

    @Override
    public void requestHeadersStart(Call call) {
        seen.phase = Phase.SENDING;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        if (response.code() < 100 || response.code() >= 200) { // otherwise the final response is still to come
            seen.retryAfter = response.header("Retry-After");
            seen.status = response.code();
        }
    }
}
