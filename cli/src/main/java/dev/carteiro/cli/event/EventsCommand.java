package dev.carteiro.cli.event;

import dev.carteiro.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The subject; its verbs are the commands. */
@Command(name = "events", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Publishes events.", subcommands = PublishCommand.class, footerHeading = "%nExamples:%n", footer = {
        "  carteiro events publish events.jsonl"})
public final class EventsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: publish");
    }
}
