package dev.carteiro.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Builds picocli's model of the commands from the annotation {@link Subcommands}. Stateless.
 *
 * <p>A model of all commands takes more time than most commands. So a call gets a model of only those commands whose names
 * are among its arguments.
 */
final class CommandTree {
    private CommandTree() {
    }

    /** Returns all commands. */
    static CommandLine complete(Object root) {
        return addSubcommands(new CommandLine(root), name -> true);
    }

    /** Returns the commands that these arguments can call. */
    static CommandLine forArguments(Object root, Collection<String> arguments) {
        Set<String> words = new HashSet<>(arguments);
        return addSubcommands(new CommandLine(root), words::contains);
    }

    /** Returns the groups of commands below a command; none if it has no commands. */
    static List<Subcommands> groups(Class<?> command) {
        return List.of(command.getAnnotationsByType(Subcommands.class));
    }

    /** Returns the names of the commands below a command. */
    static List<String> names(Class<?> command) {
        List<String> names = new ArrayList<>();
        groups(command).forEach(group -> List.of(group.value()).forEach(below -> names.add(name(below))));
        return names;
    }

    static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    static Class<?> type(CommandLine line) {
        return line.getCommandSpec().userObject().getClass();
    }

    /** Works from the root down, because a command inherits the shared options from its parent. */
    private static CommandLine addSubcommands(CommandLine line, Predicate<String> wanted) {
        for (Subcommands group : groups(type(line))) {
            for (Class<?> below : group.value()) {
                String name = name(below);
                if (wanted.test(name)) {
                    CommandLine child = new CommandLine(below);
                    line.addSubcommand(name, child);
                    addSubcommands(child, wanted);
                }
            }
        }
        return line;
    }
}
