package dev.carteiro.cli.subscription;

import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.schemas.subscription.Subscription;
import java.io.PrintWriter;

/** Prints the warnings of an accepted subscription. Stateless. */
final class WarningPrinter {
    private WarningPrinter() {
    }

    static void print(PrintWriter err, Subscription subscription) {
        subscription.warnings()
                .forEach(warning -> err
                        .println("carteiro: warning: " + TerminalText.of(subscription.id() + ": " + warning)));
    }
}
