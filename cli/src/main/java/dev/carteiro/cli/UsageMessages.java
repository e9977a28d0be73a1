package dev.carteiro.cli;

import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.schemas.text.Suggestion;
import dev.carteiro.schemas.time.Durations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Describes in one line what is wrong with a command line, and what would be accepted. The label that the help shows, such as
 * {@code PORT} or {@code DURATION}, decides which values are accepted. Stateless.
 */
final class UsageMessages {
    private static final String PORT = "PORT";
    private static final String DURATION = "DURATION";
    private static final int MAX_PORT = 65_535;
    private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class,
            short.class, Short.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class);
    private static final int MAX_SHOWN_CHARACTERS = 100;

    private UsageMessages() {
    }

    /** Checks values that picocli itself does not check, such as ports and durations. */
    static void requireAccepted(ParseResult parsed) {
        for (ArgSpec given : parsed.matchedArgs()) {
            for (String value : given.originalStringValues()) {
                if (!isAccepted(given, value)) {
                    throw new ParameterException(parsed.commandSpec().commandLine(), notAccepted(given, value));
                }
            }
        }
    }

    static String of(ParameterException e) {
        return switch (e) {
            case UnmatchedArgumentException unmatched -> unknown(unmatched);
            case MissingParameterException missing -> missing(missing.getMissing());
            case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " is given twice: give it once";
            default -> e.getArgSpec() != null && e.getValue() != null
                    ? notAccepted(e.getArgSpec(), e.getValue())
                    : String.valueOf(e.getMessage());
        };
    }

    private static String unknown(UnmatchedArgumentException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String word = e.getUnmatched().getFirst();
        if (word.startsWith("-") && word.length() > 1) {
            String name = word.split("=", 2)[0];
            return "unknown option " + TerminalText.of(name, MAX_SHOWN_CHARACTERS)
                    + Suggestion.question(name, optionNames(spec));
        }
        List<String> commands = CommandTree.names(CommandTree.type(e.getCommandLine()));
        return commands.isEmpty()
                ? "unexpected argument '" + TerminalText.of(word, MAX_SHOWN_CHARACTERS) + "'"
                : "unknown command '" + TerminalText.of(word, MAX_SHOWN_CHARACTERS) + "'"
                        + Suggestion.question(word, commands);
    }

    private static Collection<String> optionNames(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        spec.options().stream().filter(option -> !option.hidden())
                .forEach(option -> names.addAll(List.of(option.names())));
        return names;
    }

    private static String missing(List<ArgSpec> missing) {
        ArgSpec first = missing.getFirst();
        return first instanceof OptionSpec option && !option.required()
                ? option.longestName() + " needs a value: " + accepted(option)
                : missing.stream().map(UsageMessages::name).collect(Collectors.joining(" and "))
                        + (missing.size() == 1 ? " is missing" : " are missing") + ": " + description(first);
    }

    /** Returns the first sentence of the argument's help. */
    private static String description(ArgSpec argument) {
        String[] lines = argument.description();
        String text = lines.length == 0 ? accepted(argument) : lines[0].split("(?<=[a-z])[.;](?= |$)", 2)[0];
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static String notAccepted(ArgSpec argument, String value) {
        return name(argument) + " '" + TerminalText.of(value, MAX_SHOWN_CHARACTERS) + "' is not " + accepted(argument);
    }

    private static String name(ArgSpec argument) {
        return switch (argument) {
            case OptionSpec option -> option.longestName();
            case PositionalParamSpec positional -> positional.paramLabel();
            default -> argument.paramLabel();
        };
    }

    private static boolean isAccepted(ArgSpec argument, String value) {
        return switch (argument.paramLabel()) {
            case PORT -> isPort(value);
            case DURATION -> value.equals("0") || isDuration(value);
            default -> true;
        };
    }

    /** Returns a noun phrase for the accepted values of an argument. */
    private static String accepted(ArgSpec argument) {
        String label = argument.paramLabel();
        String known = candidates(argument);
        if (label.equals(PORT)) {
            return "a number from 0 to " + MAX_PORT;
        }
        if (label.equals(DURATION)) {
            return "a duration: " + Durations.ACCEPTED;
        }
        if (known != null) {
            return "one of " + known;
        }
        if (WHOLE_NUMBERS.contains(argument.type())) {
            return "a whole number";
        }
        return NUMBERS.contains(argument.type()) ? "a number" : label;
    }

    private static @Nullable String candidates(ArgSpec argument) {
        return argument.type().isEnum()
                ? List.of(argument.type().getEnumConstants()).stream()
                        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                : null;
    }

    private static boolean isPort(String value) {
        try {
            int port = Integer.parseInt(value);
            return port >= 0 && port <= MAX_PORT;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isDuration(String value) {
        try {
            Durations.parse(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
