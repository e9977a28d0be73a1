package dev.carteiro.cli.deadletter;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.Subcommands;
import picocli.CommandLine.Command;

/** Groups the commands for dead letters. */
@Command(name = "dead-letters", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = "Lists and redrives dead letters.", footerHeading = "%nExamples:%n", footer = {
        "  carteiro dead-letters list --subscription crm --from 2h",
        "  carteiro dead-letters redrive --subscription crm --dry-run"})
@Subcommands({
        ListDeadLettersCommand.class, RedriveDeadLettersCommand.class})
public final class DeadLettersCommand {
}
