package dev.carteiro.dispatcher.send;

import dev.carteiro.dispatcher.render.Envelope;
import dev.carteiro.dispatcher.render.RenderedBody;
import dev.carteiro.dispatcher.sign.SignedHeaders;
import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import dev.carteiro.runtime.http.CallOwner;
import dev.carteiro.runtime.http.GuardedClient;
import dev.carteiro.runtime.http.OneShotBody;
import dev.carteiro.runtime.http.OutOfSocketsException;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.Subscription;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests with OkHttp. Safe for any thread.
 *
 * <p>The clients are guarded, so that every connect is checked against the allowed targets. A subscription always uses
 * the same client, which keeps its connections among few others.
 */
public final class HttpSender implements Sender {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSender.class);
    private static final List<String> METHODS = List.of("POST", "PUT", "PATCH");

    private final List<OkHttpClient> clients;
    private final String userAgent;

    /**
     * Creates a sender.
     *
     * @param guarded the clients, at least one
     * @param version the version of this software, for the {@code user-agent} header
     */
    public HttpSender(List<OkHttpClient> guarded, String version) {
        clients = guarded.stream().map(client -> client.newBuilder().eventListenerFactory(StatusListener::new).build())
                .toList();
        userAgent = "Carteiro/" + version;
    }

    @Override
    public SendResult send(Subscription subscription, Delivery delivery, int attempt, Instant at)
            throws OutOfSocketsException {
        Request request;
        try {
            request = request(subscription, delivery, attempt, at);
        } catch (InvalidJsonException | RuntimeException e) {
            return FailureClassifier.invalid(e);
        }
        Call call = client(subscription).newCall(request);
        call.timeout().timeout(subscription.timeout().toNanos(), TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            // The search for secrets costs as much as the rest of an attempt, and the body of a success is not needed.
            boolean isKept = !subscription.successStatus().includes(response.code());
            BodyExcerpt excerpt = BodyExcerpt.of(response, redaction(request), isKept);
            if (!excerpt.readToEnd()) {
                call.cancel(); // otherwise closing would continue to read for a while, as fast as the receiver sends
            }
            return new StatusReceived(response.code(), response.header("Retry-After"), excerpt.text());
        } catch (IOException e) {
            throwIfOutOfSockets(e);
            return withoutResponse(request, e);
        } catch (RuntimeException | AssertionError e) {
            // Some responses of hostile receivers make OkHttp throw these.
            LOG.atDebug().addArgument(() -> redaction(request).of(e.toString()))
                    .log("unexpected exception from the HTTP client: {}");
            return withoutResponse(request, e);
        }
    }

    /**
     * Throws if any address failed for want of sockets; the exceptions of further addresses are suppressed in the
     * first.
     */
    private void throwIfOutOfSockets(IOException e) throws OutOfSocketsException {
        for (Throwable each : Stream.concat(Stream.of(e), Arrays.stream(e.getSuppressed())).toList()) {
            if (each instanceof OutOfSocketsException noRoom) {
                clients.forEach(idle -> idle.connectionPool().evictAll()); // makes room for the next attempt
                throw noRoom;
            }
        }
    }

    @Override
    public Optional<String> nearSocketLimit(int others) {
        return GuardedClient.nearSocketLimit(clients.getFirst(), others);
    }

    private OkHttpClient client(Subscription subscription) {
        return clients.get(Math.floorMod(subscription.id().hashCode(), clients.size()));
    }

    /** Returns the status if its line arrived, whatever failed after it. */
    private static SendResult withoutResponse(Request request, Throwable e) {
        StatusListener.CallProgress seen = Objects.requireNonNull(request.tag(StatusListener.CallProgress.class));
        return seen.status() == StatusListener.NONE
                ? FailureClassifier.of(e, seen.phase(), redaction(request))
                : new StatusReceived(seen.status(), seen.retryAfter(), "");
    }

    private static Redaction redaction(Request request) {
        return Objects.requireNonNull(request.tag(Redaction.class));
    }

    private Request request(Subscription subscription, Delivery delivery, int attempt, Instant at)
            throws InvalidJsonException {
        RenderedBody rendered = Envelope.render(subscription, delivery);
        if (!METHODS.contains(subscription.method())) {
            throw new IllegalArgumentException("invalid method: use one of " + String.join(", ", METHODS));
        }
        Request.Builder request = new Request.Builder().url(subscription.targetUrl().toString())
                .tag(StatusListener.CallProgress.class, new StatusListener.CallProgress())
                .tag(CallOwner.class, CallOwner.of(subscription.tenant(), subscription.id()))
                .method(subscription.method(), new OneShotBody(rendered.body(), null));
        ForeignHeaders.add(request, subscription.headers(), delivery);
        rendered.headers().forEach(request::header);
        if (rendered.contentType() != null) {
            request.header("content-type", rendered.contentType());
        }
        request.header("user-agent", userAgent);
        Map<String, String> signed = SignedHeaders.of(subscription, delivery.id(), attempt, at, rendered.body());
        signed.forEach(request::header);
        request.tag(Redaction.class, new Redaction(subscription.secrets(at),
                () -> Stream.of(subscription.headers().values(), SignedHeaders.signatures(signed),
                        List.of(rendered.signature())).flatMap(Collection::stream)));
        if (delivery.test()) {
            request.header("webhook-test", "true");
        }
        return request.build();
    }
}
