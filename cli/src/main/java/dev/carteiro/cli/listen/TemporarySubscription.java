package dev.carteiro.cli.listen;

import dev.carteiro.cli.Errors;
import dev.carteiro.cli.Failure;
import dev.carteiro.cli.kafka.Reach;
import dev.carteiro.cli.subscription.Change;
import dev.carteiro.cli.subscription.Registration;
import dev.carteiro.cli.subscription.Verdict;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.time.Durations;
import dev.carteiro.schemas.topic.TopicNames;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** A subscription that is deleted when it is closed. One use by one thread at a time. */
final class TemporarySubscription implements AutoCloseable {
    private static final Duration CREATED_WITHIN = Duration.ofSeconds(15);
    private static final Duration DELETED_WITHIN = Duration.ofSeconds(8);

    private final KafkaAccess access;
    private final Registration registration;
    private final String id;
    private final PrintWriter err;

    private TemporarySubscription(KafkaAccess access, Registration registration, String id, PrintWriter err) {
        this.access = access;
        this.registration = registration;
        this.id = id;
        this.err = err;
    }

    /**
     * @param isLoopback whether its target is this machine, which few installations open
     * @throws Failure if the router rejects it, or says nothing
     */
    static TemporarySubscription create(KafkaAccess access, TopicNames names, Change change, boolean isLoopback,
            PrintWriter err) {
        Registration registration = new Registration(access, names);
        TemporarySubscription subscription = new TemporarySubscription(access, registration, change.id(), err);
        Verdict verdict = registration.writeAndWait(List.of(change), CREATED_WITHIN).getOrDefault(change.id(),
                new Verdict.Unconfirmed());
        switch (verdict) {
            case Verdict.Applied applied -> {
                return subscription;
            }
            case Verdict.Refused(String reason) -> {
                if (isLoopback && reason.contains("/targetUrl")) {
                    throw new Failure(
                            "this installation does not call this machine: start it with: carteiro up --local,"
                                    + " or with --allow-target 127.0.0.0/8");
                }
                throw new Failure("the subscription was rejected: " + reason);
            }
            case Verdict.Unconfirmed unconfirmed -> {
                subscription.close();
                throw new Failure("the subscription is not confirmed within " + Durations.format(CREATED_WITHIN)
                        + ": is a router running?");
            }
        }
    }

    /** Deletes it; where that does not work in time, says what does. */
    @Override
    public void close() {
        String[] problem = {"no broker has answered"};
        Thread deleting = Thread.ofPlatform().daemon().name("delete-subscription").start(() -> {
            try {
                Reach.check(access);
                Verdict verdict = registration.writeAndWait(List.of(Change.delete(id)), DELETED_WITHIN)
                        .getOrDefault(id, new Verdict.Unconfirmed());
                problem[0] = verdict instanceof Verdict.Applied ? "" : "it is written, but no router has confirmed it";
            } catch (RuntimeException e) {
                problem[0] = Errors.describe(e);
            }
        });
        try {
            boolean ended = deleting.join(DELETED_WITHIN);
            if (ended && problem[0].isEmpty()) {
                err.println("carteiro: subscription " + id + " is deleted");
            } else {
                err.println("carteiro: subscription " + id + " may be left (" + problem[0]
                        + "): the next carteiro listen on this machine deletes it, or: carteiro subscriptions delete "
                        + id);
            }
            err.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
