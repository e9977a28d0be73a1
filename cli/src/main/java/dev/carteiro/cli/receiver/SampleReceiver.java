package dev.carteiro.cli.receiver;

import dev.carteiro.cli.receiver.SignatureVerdict.NotJudged;
import dev.carteiro.cli.receiver.SignatureVerdict.Verified;
import dev.carteiro.cli.receiver.SignatureVerdict.Wrong;
import dev.carteiro.schemas.json.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A receiver that judges signatures, answers as the path asks for, and says at {@code /counts} what came. A request with a
 * wrong signature gets 401, whatever its path. Safe for any thread.
 */
final class SampleReceiver implements WebhookServer.Receiver {
    private static final int MOST_IDS = 500_000;
    private static final SignatureVerdict NO_SECRET = new NotJudged("not verified: no --secret");

    private final Tally tally = new Tally(MOST_IDS);
    private final @Nullable SignatureCheck check;
    private final Witness witness;

    /** Is told of each request, on the request's thread. */
    @FunctionalInterface
    interface Witness {
        void saw(ReceivedWebhook request, SignatureVerdict verdict, int status);
    }

    /** @param check {@code null} for not verifying signatures at all */
    SampleReceiver(@Nullable SignatureCheck check, Witness witness) {
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
        Manner manner = Manner.of(path);
        boolean isWrong = verdict instanceof Wrong;
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
        return verdict instanceof Verified ? WebhookResponse.text(status, "verified") : WebhookResponse.of(status);
    }

    private static String path(String pathAndQuery) {
        return String.valueOf(URI.create(pathAndQuery).getPath());
    }
}
