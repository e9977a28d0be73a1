package dev.carteiro.cli.delivery;

import dev.carteiro.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The subject; its verb is the command. */
@Command(name = "deliveries", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Shows what happens to deliveries.", subcommands = {
        TailCommand.class}, footerHeading = "%nExamples:%n", footer = {"  carteiro deliveries tail",
                "  carteiro deliveries tail --since 1h --subscription crm --outcome retry,dead"})
public final class DeliveriesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: tail");
    }
}
