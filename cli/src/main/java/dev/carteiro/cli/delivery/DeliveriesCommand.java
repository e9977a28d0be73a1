package dev.carteiro.cli.delivery;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.Subcommands;
import picocli.CommandLine.Command;

/** Groups the commands for deliveries. */
@Command(name = "deliveries", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = "Shows deliveries and their attempts, and sends dead ones again.", footerHeading = "%nExamples:%n", footer = {
        "  carteiro deliveries list --since 1h",
        "  carteiro deliveries tail",
        "  carteiro deliveries tail --since 1h --subscription crm --outcome retry,dead"})
@Subcommands({ListDeliveriesCommand.class, GetDeliveryCommand.class, TailDeliveriesCommand.class,
        RetryDeliveryCommand.class})
public final class DeliveriesCommand {
}
