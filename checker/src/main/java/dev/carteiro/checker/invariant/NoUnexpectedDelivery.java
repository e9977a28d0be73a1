package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.DeliveryTrace;
import dev.carteiro.checker.history.DeliveryTrace.Expectation;
import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.invariant.InvariantResult.ViolationCollector;

/** Invariant 2. Stateless. */
final class NoUnexpectedDelivery implements Invariant {
    @Override
    public int number() {
        return 2;
    }

    @Override
    public String name() {
        return "no unexpected delivery";
    }

    @Override
    public String statement() {
        return "No delivery and no request exists for an event whose transaction was aborted, for a subscription that"
                + " the event does not match, or for another tenant. Each request goes to its own subscription's"
                + " endpoint.";
    }

    @Override
    public InvariantResult judge(RunHistory history) {
        ViolationCollector tally = new ViolationCollector();
        for (DeliveryTrace story : history.stories()) {
            tally.addJudged(story.requests().size() + story.routed().size());
            boolean exists = !story.requests().isEmpty() || !story.routed().isEmpty();
            if (exists && story.expected() == Expectation.MUST_NOT) {
                tally.violation(story, reason(story) + "; " + story.routed().size() + " delivery records, "
                        + story.requests().size() + " requests");
            }
            story.requests().stream()
                    .filter(request -> story.hook() != null && !request.path().equals(story.hook().path()))
                    .forEach(request -> tally.violation(story, "a request to " + request.path()));
        }
        return tally.toFinding("delivery records and requests");
    }

    private static String reason(DeliveryTrace story) {
        if (story.published() == null) {
            return "the delivery belongs to no published event";
        }
        if (story.published().fate() == PublishOutcome.FAILED) {
            return "the event's transaction was aborted";
        }
        return "the event (" + story.published().fact().type() + ", tenant " + story.published().fact().tenant()
                + ") does not match the subscription";
    }
}
