package dev.carteiro.cli.subscription;

import dev.carteiro.cli.CarteiroVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pauses subscriptions. */
@Command(name = "pause", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Pauses subscriptions: their deliveries are held for up to 30 days, until carteiro subscriptions resume."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro subscriptions pause crm audit",
                "",
                "Exit status: 0 if all are paused, 1 if not."})
final class PauseSubscriptionsCommand implements Callable<Integer> {
    @Mixin
    private final StateOptions subscriptions = new StateOptions();

    @Override
    public Integer call() {
        return subscriptions.write("paused", "paused");
    }
}
