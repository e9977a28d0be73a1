package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.DeliveryTrace;
import dev.carteiro.checker.history.PublishedEvent;
import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.invariant.InvariantResult.ViolationCollector;
import dev.carteiro.checker.receiver.RecordedRequest;
import dev.carteiro.checker.workload.WorkloadSubscription;
import dev.carteiro.testkit.signature.SignatureVerifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Invariant 5. Stateless. A stable {@code webhook-id} follows, because traces are grouped by it. */
final class FaithfulRequests implements Invariant {
    @Override
    public int number() {
        return 5;
    }

    @Override
    public String name() {
        return "faithful requests";
    }

    @Override
    public String statement() {
        return "Each request's webhook-id follows from its event and subscription. Its body is the event rendered for the"
                + " standard profile, byte for byte. Its signature verifies with the subscription's secret.";
    }

    @Override
    public InvariantResult judge(RunHistory history) {
        ViolationCollector tally = new ViolationCollector();
        Map<String, SignatureVerifier> verifiers = new HashMap<>();
        for (DeliveryTrace story : history.stories()) {
            PublishedEvent published = story.published();
            WorkloadSubscription hook = story.hook();
            tally.addJudged(story.requests().size());
            if (published == null || hook == null) {
                story.requests().forEach(request -> tally.violation(story,
                        "a request to " + request.path() + " with a webhook-id that belongs to no event"));
                continue;
            }
            SignatureVerifier verifier = verifiers.computeIfAbsent(hook.secret(), SignatureVerifier::of);
            byte[] body = story.requests().isEmpty() ? new byte[0] : published.fact().body();
            story.requests().forEach(request -> judge(story, request, body, verifier, tally));
        }
        return tally.toFinding("requests");
    }

    private static void judge(DeliveryTrace story, RecordedRequest request, byte[] body, SignatureVerifier verifier,
            ViolationCollector tally) {
        if (!Arrays.equals(request.body(), body)) {
            tally.violation(story, "attempt " + request.attempt() + " had a different body, of "
                    + request.body().length + " bytes instead of " + body.length);
        }
        if (!verifier.verifies(request.delivery(), request.timestamp(), request.body(), request.signature())) {
            tally.violation(story, "attempt " + request.attempt() + " had a signature that does not verify");
        }
    }
}
