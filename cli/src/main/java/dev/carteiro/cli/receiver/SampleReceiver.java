package dev.carteiro.cli.receiver;

import dev.carteiro.cli.receiver.SignatureVerdict.InvalidSignature;
import dev.carteiro.cli.receiver.SignatureVerdict.UnverifiedSignature;
import dev.carteiro.cli.receiver.SignatureVerdict.ValidSignature;
import dev.carteiro.schemas.json.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A receiver that verifies signatures, responds as the path selects, and serves its counts at {@code /counts}. A request with a
 * wrong signature gets 401 on every path. Thread-safe.
 */
final class SampleReceiver implements WebhookServer.WebhookHandler {
    private static final int MAX_REMEMBERED_IDS = 500_000;
    private static final SignatureVerdict NO_SECRET = new UnverifiedSignature("not verified: no --secret");

    private final RequestCounter tally = new RequestCounter(MAX_REMEMBERED_IDS);
    private final @Nullable WebhookSignatureCheck check;
    private final RequestObserver observer;

    /** Observes each request, on the request's thread. */
    @FunctionalInterface
    interface RequestObserver {
        void onRequest(ReceivedWebhook request, SignatureVerdict verdict, int status);
    }

    /** @param check {@code null} to skip the verification of signatures */
    SampleReceiver(@Nullable WebhookSignatureCheck check, RequestObserver observer) {
        this.check = check;
        this.observer = observer;
    }

    @Override
    public WebhookResponse receive(ReceivedWebhook request) {
        String path = path(request.path());
        if (path.equals("/counts")) {
            return new WebhookResponse(200, "application/json",
                    StrictJson.mapper().valueToTree(tally.counts()).toString().getBytes(StandardCharsets.UTF_8));
        }
        SignatureVerdict verdict = check == null
                ? NO_SECRET
                : check.verify(request.headers(), request.body(), request.at());
        SampleReceiverBehaviour behaviour = SampleReceiverBehaviour.of(path);
        boolean isWrong = verdict instanceof InvalidSignature;
        int status = isWrong ? 401 : behaviour.status(request.headers().text("webhook-attempt"));
        // Counted before the response, because a client can request the counts as soon as it has the response.
        tally.add(path, request.headers().text("webhook-id"), status == 200, !isWrong);
        observer.onRequest(request, verdict, status);
        if (isWrong) {
            return WebhookResponse.text(401, "wrong signature: " + verdict.text());
        }
        try {
            Thread.sleep(behaviour.delay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return verdict instanceof ValidSignature
                ? WebhookResponse.text(status, "verified")
                : WebhookResponse.of(status);
    }

    private static String path(String pathAndQuery) {
        return String.valueOf(URI.create(pathAndQuery).getPath());
    }
}
