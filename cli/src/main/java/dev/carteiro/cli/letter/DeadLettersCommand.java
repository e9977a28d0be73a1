package dev.carteiro.cli.letter;

import dev.carteiro.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The subject; its verbs are the commands. */
@Command(name = "dead-letters", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Shows deliveries that were given up, and sends them again.", subcommands = {
        ListCommand.class, RedriveCommand.class}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro dead-letters list --subscription crm --from 2h",
                "  carteiro dead-letters redrive --subscription crm --dry-run"})
public final class DeadLettersCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: list or redrive");
    }
}
