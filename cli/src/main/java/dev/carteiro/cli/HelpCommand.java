package dev.carteiro.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of a command. */
@Command(name = "help", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = "Shows the help of a command.", footerHeading = "%nExamples:%n", footer = {
        "  carteiro help", "  carteiro help subscriptions apply"})
final class HelpCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command, with its subject; all commands by default.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        List<String> arguments = new ArrayList<>(words);
        arguments.add("--help");
        CommandLine line = spec.commandLine();
        return Carteiro.forArguments(arguments).setOut(line.getOut()).setErr(line.getErr())
                .execute(arguments.toArray(String[]::new));
    }
}
