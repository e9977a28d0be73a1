package dev.carteiro.cli.event;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.Subcommands;
import picocli.CommandLine.Command;

/** Groups the commands for events. */
@Command(name = "events", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = "Publishes events.", footerHeading = "%nExamples:%n", footer = {
        "  carteiro events publish person.created --data '{\"id\": \"abc12345\"}'",
        "  carteiro events publish events.jsonl"})
@Subcommands(PublishEventsCommand.class)
public final class EventsCommand {
}
