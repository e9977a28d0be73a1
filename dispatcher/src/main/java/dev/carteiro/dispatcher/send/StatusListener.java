package dev.carteiro.dispatcher.send;

import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the status as soon as it is read. OkHttp throws away an answer it does not like (a 204 with a body, a 407)
 * after it has read the status; the rule here is that the status decides. One call's thread.
 */
final class StatusListener extends EventListener {
    static final int NONE = -1;

    /** Travels with the request, because a failed call has no response to ask. */
    static final class Seen {
        private volatile int status = NONE;
        private volatile @Nullable String retryAfter;

        int status() {
            return status;
        }

        @Nullable
        String retryAfter() {
            return retryAfter;
        }
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        Seen seen = call.request().tag(Seen.class);
        if (seen != null && response.code() >= 200) {
            seen.retryAfter = response.header("Retry-After");
            seen.status = response.code();
        }
    }
}
