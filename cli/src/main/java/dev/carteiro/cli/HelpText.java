package dev.carteiro.cli;

import dev.carteiro.cli.option.RoleCommand;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help of every command: its subcommands in groups, and its options. Options that nearly every command has are shown by
 * {@code --help-all} only. Not thread-safe; for one execution.
 */
final class HelpText {
    static final String HELP_ALL = "--help-all";

    /** Options of nearly every command. */
    private static final Set<String> GENERAL_OPTIONS = Set.of("--verbose", "--log-format", "--version", HELP_ALL);

    /** Options of nearly every command that are essential only for a command that runs a role. */
    private static final Set<String> ROLE_OPTIONS = Set.of("--config", "--set", "--allow-target",
            "--kafka-config");

    private static final Pattern END_OF_CLAUSE = Pattern.compile("[.:;,](?= |$)|(?<=[a-z]), and ");
    private static final int GAP_COLUMNS = 2;

    private boolean showsAll;

    /** Shows the general options, too. */
    void showAll() {
        showsAll = true;
    }

    /** Sets the help of this command and of its subcommands. */
    void applyTo(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        if (!spec.optionsMap().containsKey(HELP_ALL)) {
            spec.addOption(OptionSpec.builder(HELP_ALL).type(boolean.class).usageHelp(true)
                    .description("Show this help with all options, and exit.").build());
        }
        spec.usageMessage().abbreviateSynopsis(true);
        Map<String, IHelpSectionRenderer> sections = line.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, HelpText::synopsis);
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpText::commands);
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "%nOptions:%n".formatted());
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, this::options);
        line.setHelpSectionMap(sections);
        line.setHelpSectionKeys(inOrder(line.getHelpSectionKeys()));
        line.getSubcommands().values().forEach(this::applyTo);
    }

    /** Puts commands before options. */
    private static List<String> inOrder(List<String> keys) {
        List<String> commands = List.of(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
        List<String> ordered = new ArrayList<>(keys);
        ordered.removeAll(commands);
        ordered.addAll(ordered.indexOf(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING), commands);
        return ordered;
    }

    private static String synopsis(Help help) {
        CommandSpec spec = help.commandSpec();
        if (!isSubject(spec)) {
            return help.abbreviatedSynopsis();
        }
        return spec.qualifiedName() + " COMMAND [OPTIONS]%n".formatted();
    }

    private static String commands(Help help) {
        List<Subcommands> groups = CommandTree.groups(help.commandSpec().userObject().getClass());
        int widest = CommandTree.names(help.commandSpec().userObject().getClass()).stream().mapToInt(String::length)
                .max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Subcommands group : groups) {
            text.append("%n%s:%n".formatted(group.heading()));
            for (Class<?> command : group.value()) {
                String name = CommandTree.name(command);
                text.append("  ").append(name).repeat(' ', widest - name.length() + GAP_COLUMNS)
                        .append(summary(command)).append("%n".formatted());
            }
        }
        return text.toString();
    }

    /** Returns the first clause of a command's description. */
    private static String summary(Class<?> command) {
        String[] description = command.getAnnotation(Command.class).description();
        return description.length == 0 ? "" : END_OF_CLAUSE.split(description[0], 2)[0];
    }

    private String options(Help help) {
        CommandSpec spec = help.commandSpec();
        List<OptionSpec> shown = new ArrayList<>();
        spec.options().stream().filter(option -> !option.hidden() && (showsAll || !isGeneral(option, spec)))
                .forEach(shown::add);
        Help.Layout layout = help.createDefaultLayout();
        shown.sort((left, right) -> order(left).compareTo(order(right)));
        layout.addOptions(shown, help.createDefaultParamLabelRenderer());
        return layout + (showsAll ? "" : "      (general options: %s %s)%n".formatted(spec.qualifiedName(), HELP_ALL));
    }

    /** Sorts by name, with the help options last. */
    private static String order(OptionSpec option) {
        return (option.usageHelp() ? "1" : "0") + option.longestName();
    }

    private static boolean isGeneral(OptionSpec option, CommandSpec spec) {
        boolean isEssential = spec.userObject().getClass().isAnnotationPresent(RoleCommand.class)
                || (option.userObject() instanceof Member member
                        && member.getDeclaringClass() == spec.userObject().getClass());
        return GENERAL_OPTIONS.contains(option.longestName())
                || (!isEssential && ROLE_OPTIONS.contains(option.longestName()));
    }

    private static boolean isSubject(CommandSpec spec) {
        return !CommandTree.groups(spec.userObject().getClass()).isEmpty();
    }
}
