package dev.carteiro.cli.receiver;

import dev.carteiro.cli.receiver.SignatureVerdict.UnverifiedSignature;
import dev.carteiro.cli.receiver.SignatureVerdict.ValidSignature;
import dev.carteiro.cli.receiver.SignatureVerdict.InvalidSignature;
import dev.carteiro.schemas.json.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A receiver that judges signatures, answers as the path asks for, and says at {@code /counts} what came. A request with a
 * wrong signature gets 401, whatever its path. Safe for any thread.
 */
final class SampleReceiver implements WebhookServer.WebhookHandler {
    private static final int MOST_IDS = 500_000;
    private static final SignatureVerdict NO_SECRET = new UnverifiedSignature("not verified: no --secret");

    private final RequestCounter tally = new RequestCounter(MOST_IDS);
    private final @Nullable WebhookSignatureCheck check;
    private final RequestObserver witness;

    /** Is told of each request, on the request's thread. */
    @FunctionalInterface
    interface RequestObserver {
        void saw(ReceivedWebhook request, SignatureVerdict verdict, int status);
    }

    /** @param check {@code null} for not verifying signatures at all */
    SampleReceiver(@Nullable WebhookSignatureCheck check, RequestObserver witness) {
        this.check = check;
        this.witness = witness;
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
                : check.judge(request.headers(), request.body(), request.at());
        SampleReceiverBehaviour manner = SampleReceiverBehaviour.of(path);
        boolean isWrong = verdict instanceof InvalidSignature;
        int status = isWrong ? 401 : manner.status(request.headers().text("webhook-attempt"));
        // Before the answer: whoever sees it may ask for the counts at once.
        tally.add(path, request.headers().text("webhook-id"), status == 200, !isWrong);
        witness.saw(request, verdict, status);
        if (isWrong) {
            return WebhookResponse.text(401, "wrong signature: " + verdict.text());
        }
        try {
            Thread.sleep(manner.delay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return verdict instanceof ValidSignature ? WebhookResponse.text(status, "verified") : WebhookResponse.of(status);
    }

    private static String path(String pathAndQuery) {
        return String.valueOf(URI.create(pathAndQuery).getPath());
    }
}
