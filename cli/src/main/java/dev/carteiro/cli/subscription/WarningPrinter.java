package dev.carteiro.cli.subscription;

import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.schemas.subscription.Subscription;
import java.io.PrintWriter;

/** Says what is accepted and should be changed all the same. Stateless. */
final class WarningPrinter {
    private WarningPrinter() {
    }

    static void print(PrintWriter err, Subscription subscription) {
        subscription.warnings()
                .forEach(warning -> err.println("carteiro: warning: " + TerminalText.of(subscription.id() + ": " + warning)));
    }
}
