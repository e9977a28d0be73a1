package dev.carteiro.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the script for fish, with a line for each command and option. Picocli has none for fish. Stateless. */
final class FishCompletion {
    private static final String BEGINNING = """
            # Completes the commands and options of carteiro.
            function __carteiro_words
                for word in (commandline -opc)[2..-1]
                    string match -q -- '-*' $word; or echo $word
                end
            end
            function __carteiro_is
                set -l words (__carteiro_words)
                test "$words" = "$argv"
            end
            function __carteiro_at
                set -l words (__carteiro_words)
                test "$words[1..2]" = "$argv"; or test "$words[1]" = "$argv"
            end
            complete -c carteiro -f
            """;

    private FishCompletion() {
    }

    static String script(CommandLine all) {
        StringBuilder script = new StringBuilder(BEGINNING);
        write(script, all, List.of());
        return script.toString();
    }

    private static void write(StringBuilder script, CommandLine line, List<String> path) {
        Map<String, CommandLine> below = line.getSubcommands();
        below.forEach((name, command) -> script.append("complete -c carteiro -n '")
                .append(("__carteiro_is " + String.join(" ", path)).strip()).append("' -a ").append(name).append(" -d ")
                .append(quoted(summary(command.getCommandSpec().usageMessage().description()))).append('\n'));
        String at = path.isEmpty() ? "__carteiro_is" : "__carteiro_at " + String.join(" ", path);
        line.getCommandSpec().options().stream().filter(option -> !option.hidden())
                .forEach(option -> script.append(option(option, at)).append('\n'));
        below.forEach((name, command) -> {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(name);
            write(script, command, deeper);
        });
    }

    private static String option(OptionSpec option, String at) {
        StringBuilder line = new StringBuilder("complete -c carteiro -n '" + at + "'");
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            boolean isPath = option.paramLabel().contains("FILE") || option.paramLabel().contains("DIR");
            line.append(isPath ? " -r -F" : " -x");
            if (option.completionCandidates() != null) {
                List<String> candidates = new ArrayList<>();
                option.completionCandidates().forEach(candidates::add);
                line.append(" -a ").append(quoted(candidates.stream().map(text -> text.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" "))));
            }
        }
        return line.append(" -d ").append(quoted(summary(option.description()))).toString();
    }

    /** Returns the first sentence of a description. */
    private static String summary(String[] description) {
        return description.length == 0 ? "" : description[0].split("(?<=[a-z])[.;:](?= |$)", 2)[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
