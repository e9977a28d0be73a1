package dev.carteiro.dispatcher.send;

import dev.carteiro.dispatcher.render.StandardBody;
import dev.carteiro.dispatcher.sign.StandardSignature;
import dev.carteiro.dispatcher.verdict.Answer;
import dev.carteiro.dispatcher.verdict.Answer.Answered;
import dev.carteiro.dispatcher.verdict.Answer.Failed;
import dev.carteiro.dispatcher.verdict.Answer.Failure;
import dev.carteiro.runtime.http.OneShotBody;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.subscription.Subscription;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends with OkHttp. The client is the guarded one, so that every connect is judged. Safe for any thread. */
public final class HttpSender implements Sender {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSender.class);
    private static final MediaType JSON = MediaType.get(StandardBody.CONTENT_TYPE);

    private final OkHttpClient client;
    private final String userAgent;

    /** @param version of this software, for the {@code user-agent} header */
    public HttpSender(OkHttpClient guarded, String version) {
        client = guarded.newBuilder().eventListenerFactory(call -> new StatusListener()).build();
        userAgent = "Carteiro/" + version;
    }

    @Override
    public Answer send(Subscription subscription, Delivery delivery, int attempt, Instant at) {
        Request request;
        try {
            request = request(subscription, delivery, attempt, at);
        } catch (InvalidJson | IllegalArgumentException e) {
            return new Failed(Failure.INVALID, "the request cannot be built: " + e.getMessage());
        }
        Call call = client.newCall(request);
        call.timeout().timeout(subscription.timeout().toNanos(), TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            return new Answered(response.code(), response.header("Retry-After"), Excerpt.of(response));
        } catch (IOException e) {
            return withoutResponse(request, e);
        } catch (RuntimeException e) {
            // OkHttp lets some of a hostile receiver's answers escape as these.
            LOG.debug("unexpected exception from the HTTP client", e);
            return withoutResponse(request, e);
        }
    }

    /** A status line that arrived counts, whatever went wrong behind it. */
    private static Answer withoutResponse(Request request, Exception e) {
        StatusListener.Seen seen = request.tag(StatusListener.Seen.class);
        if (seen != null && seen.status() != StatusListener.NONE) {
            return new Answered(seen.status(), seen.retryAfter(), "");
        }
        return Failures.of(e);
    }

    private Request request(Subscription subscription, Delivery delivery, int attempt, Instant at) throws InvalidJson {
        byte[] body = StandardBody.render(delivery);
        long timestamp = at.getEpochSecond();
        Request.Builder request = new Request.Builder().url(subscription.targetUrl().toString())
                .tag(StatusListener.Seen.class, new StatusListener.Seen())
                .method(subscription.method(), new OneShotBody(body, JSON));
        subscription.headers().forEach(request::header);
        delivery.trace().forEach(request::header);
        request.header("user-agent", userAgent).header("webhook-id", delivery.id())
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-attempt", Integer.toString(attempt));
        if (!subscription.secrets().isEmpty()) {
            request.header("webhook-signature",
                    StandardSignature.of(delivery.id(), timestamp, body, subscription.secrets()));
        }
        return request.build();
    }
}
