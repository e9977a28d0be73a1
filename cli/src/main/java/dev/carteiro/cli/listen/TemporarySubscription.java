package dev.carteiro.cli.listen;

import dev.carteiro.cli.CommandErrorHandler;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.kafka.ConnectionCheck;
import dev.carteiro.cli.subscription.RegistrationClient;
import dev.carteiro.cli.subscription.RegistrationVerdict;
import dev.carteiro.cli.subscription.SubscriptionChange;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.time.Durations;
import dev.carteiro.schemas.topic.TopicNames;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** A subscription that {@link #close} deletes. Used by one thread at a time. */
final class TemporarySubscription implements AutoCloseable {
    private static final Duration CREATE_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration DELETE_TIMEOUT = Duration.ofSeconds(8);

    private final KafkaAccess access;
    private final RegistrationClient registration;
    private final String id;
    private final PrintWriter err;

    private TemporarySubscription(KafkaAccess access, RegistrationClient registration, String id, PrintWriter err) {
        this.access = access;
        this.registration = registration;
        this.id = id;
        this.err = err;
    }

    /**
     * Creates a subscription and waits until it is in force.
     *
     * @param isLoopback true if its target is this machine, which few installations allow
     * @throws CommandException if the router rejects it, or does not confirm it in time
     */
    static TemporarySubscription create(KafkaAccess access, TopicNames names, SubscriptionChange change,
            boolean isLoopback,
            PrintWriter err) {
        RegistrationClient registration = new RegistrationClient(access, names);
        TemporarySubscription subscription = new TemporarySubscription(access, registration, change.id(), err);
        RegistrationVerdict verdict = registration.writeAndWait(List.of(change), CREATE_TIMEOUT).getOrDefault(
                change.id(),
                new RegistrationVerdict.NoConfirmation());
        switch (verdict) {
            case RegistrationVerdict.Acceptance applied -> {
                return subscription;
            }
            case RegistrationVerdict.Rejection(String reason) -> {
                if (isLoopback && reason.contains("/targetUrl")) {
                    throw new CommandException(
                            "this installation does not allow targets on this machine: start it with carteiro up --local,"
                                    + " or with --allow-target 127.0.0.0/8");
                }
                throw new CommandException("the subscription was rejected: " + reason);
            }
            case RegistrationVerdict.NoConfirmation unconfirmed -> {
                subscription.close();
                throw new CommandException(
                        "the subscription was not confirmed within " + Durations.format(CREATE_TIMEOUT)
                                + ": check that a router runs");
            }
        }
    }

    /** Deletes the subscription; if that fails or takes too long, prints how to delete it. */
    @Override
    public void close() {
        String[] problem = {"no broker responded"};
        Thread deleting = Thread.ofPlatform().daemon().name("delete-subscription").start(() -> {
            try {
                ConnectionCheck.check(access);
                RegistrationVerdict verdict = registration
                        .writeAndWait(List.of(SubscriptionChange.delete(id)), DELETE_TIMEOUT)
                        .getOrDefault(id, new RegistrationVerdict.NoConfirmation());
                problem[0] = verdict instanceof RegistrationVerdict.Acceptance
                        ? ""
                        : "no router has confirmed the deletion";
            } catch (RuntimeException e) {
                problem[0] = CommandErrorHandler.describe(e);
            }
        });
        try {
            boolean ended = deleting.join(DELETE_TIMEOUT);
            if (ended && problem[0].isEmpty()) {
                err.println("carteiro: subscription " + id + " is deleted");
            } else {
                err.println("carteiro: subscription " + id + " may still exist (" + problem[0]
                        + "): the next carteiro listen on this machine deletes it, or use carteiro subscriptions delete "
                        + id);
            }
            err.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
