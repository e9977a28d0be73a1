package dev.carteiro.dispatcher.send;

import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how far a call came, and the status as soon as it is read. OkHttp throws away an answer it does not like (a
 * 204 with a body, a 407) after it has read the status; the rule here is that the status decides. What it overrides runs on the call's thread.
 */
final class StatusListener extends EventListener {
    static final int NONE = -1;

    /**
     * How far a call came; it never goes back. Addresses are dialled on other threads, and one that lost may begin after
     * another has won, so that the beginning of a connect says nothing.
     */
    enum Phase {
        /** No connection yet: nothing was sent. */
        CONNECTING,
        /** The TLS handshake has begun: nothing was sent. */
        SECURING,
        /** The request has begun: the receiver may have acted on it. */
        SENDING
    }

    /** Travels with the request, because a failed call has no response to ask. */
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
        CallProgress travelling = call.request().tag(CallProgress.class);
        seen = travelling == null ? new CallProgress() : travelling;
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
        if (response.code() < 100 || response.code() >= 200) { // else the real answer is still to come
            seen.retryAfter = response.header("Retry-After");
            seen.status = response.code();
        }
    }
}
