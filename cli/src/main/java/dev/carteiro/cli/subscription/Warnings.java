package dev.carteiro.cli.subscription;

import dev.carteiro.cli.option.Plain;
import dev.carteiro.schemas.subscription.Subscription;
import java.io.PrintWriter;

/** Says what is accepted and should be changed all the same. Stateless. */
final class Warnings {
    private Warnings() {
    }

    static void print(PrintWriter err, Subscription subscription) {
        subscription.warnings()
                .forEach(warning -> err.println("carteiro: warning: " + Plain.of(subscription.id() + ": " + warning)));
    }
}
