package dev.carteiro.cli.subscription;

import dev.carteiro.cli.CarteiroVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Resumes subscriptions. */
@Command(name = "resume", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Resumes subscriptions: held deliveries are sent, the oldest first. An endpoint that Carteiro has disabled is enabled"
                + " again."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro subscriptions resume crm audit",
                        "",
                        "Exit status: 0 if all are resumed, 1 if not."})
final class ResumeSubscriptionsCommand implements Callable<Integer> {
    @Mixin
    private final StateOptions subscriptions = new StateOptions();

    @Override
    public Integer call() {
        return subscriptions.write("active", "resumed");
    }
}
