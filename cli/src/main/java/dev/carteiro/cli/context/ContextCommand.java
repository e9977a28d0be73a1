package dev.carteiro.cli.context;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.Subcommands;
import picocli.CommandLine.Command;

/** Groups the commands for contexts. */
@Command(name = "context", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Keeps clusters under names, and selects the one that commands use.",
        "Commands take the address of Kafka from an option, else from CARTEIRO_BOOTSTRAP_SERVERS or CARTEIRO_KAFKA_CONFIG,"
                + " else from the context in use, else it is localhost:9092. Roles (router, dispatcher, api, up) do not"
                + " read contexts."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro context set production --bootstrap-servers k1:9092,k2:9092 --kafka-config client.properties",
                        "  carteiro context use production",
                        "  carteiro context show",
                        "  carteiro context delete production"})
@Subcommands({SetContextCommand.class, UseContextCommand.class, ShowContextsCommand.class, DeleteContextCommand.class})
public final class ContextCommand {
}
