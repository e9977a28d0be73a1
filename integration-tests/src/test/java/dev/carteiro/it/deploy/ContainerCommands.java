package dev.carteiro.it.deploy;

import dev.carteiro.cli.Carteiro;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Parses the commands of containers with the program's own parser. Stateless. */
final class ContainerCommands {
    private ContainerCommands() {
    }

    /**
     * @return the innermost command
     * @throws picocli.CommandLine.ParameterException if a command or option does not exist
     */
    static ParseResult parse(List<String> arguments) {
        ParseResult command = Carteiro.commandLine().parseArgs(arguments.toArray(String[]::new));
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        return command;
    }

    static Optional<String> option(List<String> arguments, String name) {
        return Optional.ofNullable(parse(arguments).matchedOptionValue(name, null)).map(String::valueOf);
    }
}
