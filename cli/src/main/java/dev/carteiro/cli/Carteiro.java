package dev.carteiro.cli;

import dev.carteiro.cli.completion.CompletionCommand;
import dev.carteiro.cli.context.ContextCommand;
import dev.carteiro.cli.context.ContextFile;
import dev.carteiro.cli.deadletter.DeadLettersCommand;
import dev.carteiro.cli.delivery.DeliveriesCommand;
import dev.carteiro.cli.demo.DemoCommand;
import dev.carteiro.cli.develop.BenchCommand;
import dev.carteiro.cli.develop.CheckCommand;
import dev.carteiro.cli.event.EventsCommand;
import dev.carteiro.cli.event.TriggerCommand;
import dev.carteiro.cli.explain.ExplainCommand;
import dev.carteiro.cli.listen.ListenCommand;
import dev.carteiro.cli.logs.LogFormat;
import dev.carteiro.cli.logs.LoggingSetup;
import dev.carteiro.cli.option.Invocation;
import dev.carteiro.cli.option.KafkaAddress;
import dev.carteiro.cli.option.RoleCommand;
import dev.carteiro.cli.option.TerminalWriter;
import dev.carteiro.cli.receiver.ReceiverCommand;
import dev.carteiro.cli.receiver.VerifyCommand;
import dev.carteiro.cli.run.ApiCommand;
import dev.carteiro.cli.run.DispatcherCommand;
import dev.carteiro.cli.run.RouterCommand;
import dev.carteiro.cli.run.UpCommand;
import dev.carteiro.cli.secret.SecretsCommand;
import dev.carteiro.cli.subscription.SubscriptionsCommand;
import dev.carteiro.cli.token.TokenCommand;
import dev.carteiro.cli.topic.TopicsCommand;
import dev.carteiro.runtime.settings.InvalidSetting;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The main class of the command line, {@code carteiro COMMAND}. */
@Command(name = "carteiro", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = "Delivers domain events from Kafka to HTTP endpoints.", footerHeading = "%nExamples:%n", footer = {
        "  carteiro demo --once                        a demonstration of some seconds, without any setup",
        "  carteiro up --local                         everything on this machine, with an embedded Kafka",
        "  carteiro listen --event 'person.*'          a receiver, and a subscription for as long as it runs",
        "  carteiro trigger person.created             publish a sample event, and show which endpoints accept it",
        "  carteiro subscriptions apply hooks/         create and change subscriptions from files",
        "  carteiro deliveries tail                    follow delivery attempts live",
        "",
        "carteiro COMMAND --help shows the options and examples of a command.",
        "Exit status: 0 done, 1 failed, 2 wrong usage."})
@Subcommands(heading = "Start", value = {DemoCommand.class, UpCommand.class})
@Subcommands(heading = "Publish", value = {SubscriptionsCommand.class, EventsCommand.class, TriggerCommand.class})
@Subcommands(heading = "Watch", value = {ListenCommand.class, ExplainCommand.class, DeliveriesCommand.class,
        DeadLettersCommand.class})
@Subcommands(heading = "Receive", value = {ReceiverCommand.class, VerifyCommand.class, SecretsCommand.class})
@Subcommands(heading = "Operate", value = {TopicsCommand.class, RouterCommand.class, DispatcherCommand.class,
        ApiCommand.class, TokenCommand.class})
@Subcommands(heading = "Set up", value = {ContextCommand.class, CompletionCommand.class, HelpCommand.class})
@Subcommands(heading = "Develop", value = {CheckCommand.class, BenchCommand.class})
public final class Carteiro {
    private static final String BOOTSTRAP_SERVERS = "--bootstrap-servers";

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Log more, with stack traces, on stderr.")
    private boolean verbose;

    @Option(names = "--log-format", scope = ScopeType.INHERIT, paramLabel = "text|json", description = "Format of log lines on stderr: text, or json with one object a line, INFO lines included; by default the value of CARTEIRO_LOG_FORMAT, else text.")
    private @Nullable LogFormat logFormat;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command on the standard streams and returns its exit status. */
    public static int run(String... arguments) {
        LoggingSetup.prepare();
        return forArguments(List.of(arguments)).setOut(TerminalWriter.to(System.out))
                .setErr(TerminalWriter.to(System.err)).execute(arguments);
    }

    /** Returns the commands that these arguments can call. */
    static CommandLine forArguments(List<String> arguments) {
        Carteiro root = new Carteiro();
        return configure(root, CommandTree.forArguments(root, arguments), System.getenv());
    }

    /** Returns all commands, for a single execution. */
    public static CommandLine commandLine() {
        return commandLine(System.getenv());
    }

    /**
     * Returns all commands, for a single execution.
     *
     * @param environment variables, usually those of the process
     */
    public static CommandLine commandLine(Map<String, String> environment) {
        Carteiro root = new Carteiro();
        return configure(root, CommandTree.complete(root), environment);
    }

    private static CommandLine configure(Carteiro root, CommandLine line, Map<String, String> environment) {
        HelpText help = new HelpText();
        help.applyTo(line);
        CommandErrorHandler errors = new CommandErrorHandler();
        return line.setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpWidth(110)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors)
                .setExecutionStrategy(parsed -> root.execute(parsed, help, environment));
    }

    private int execute(ParseResult parsed, HelpText help, Map<String, String> environment) {
        ParseResult called = parsed;
        while (called.hasSubcommand()) {
            called = called.subcommand();
        }
        CommandLine line = called.commandSpec().commandLine();
        if (called.hasMatchedOption(HelpText.HELP_ALL)) {
            help.showAll();
        }
        boolean isSubject = !CommandTree.groups(CommandTree.type(line)).isEmpty();
        if (isSubject && !called.unmatched().isEmpty()) {
            throw new UnmatchedArgumentException(line, called.unmatched());
        }
        if (CommandLine.executeHelpRequest(parsed) != null) {
            return ExitCode.OK;
        }
        if (isSubject) {
            line.usage(line.getOut());
            return ExitCode.OK;
        }
        UsageMessages.requireAccepted(called);
        return run(parsed, called, environment);
    }

    private int run(ParseResult parsed, ParseResult called, Map<String, String> environment) {
        CommandLine line = called.commandSpec().commandLine();
        UnknownVariables.warnings(environment).forEach(warning -> line.getErr().println("carteiro: " + warning));
        Invocation withoutContext = new Invocation(environment, null);
        try {
            Invocation invocation = usesContext(called, withoutContext)
                    ? new Invocation(environment, ContextFile.read(environment).inUse())
                    : withoutContext;
            LogFormat format = logFormat == null ? LogFormat.ofEnvironment(invocation) : logFormat;
            if (verbose || format != LogFormat.TEXT) {
                LoggingSetup.start(verbose, format);
            }
            return ScopedValue.where(Invocation.CURRENT, invocation)
                    .call(() -> new CommandLine.RunLast().execute(parsed));
        } catch (InvalidSetting | IllegalArgumentException e) {
            throw new CommandLine.ExecutionException(line, String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns true where neither an option nor a variable gives the address of Kafka; roles never use a context. */
    private static boolean usesContext(ParseResult called, Invocation invocation) {
        return called.commandSpec().optionsMap().containsKey(BOOTSTRAP_SERVERS)
                && !CommandTree.type(called.commandSpec().commandLine()).isAnnotationPresent(RoleCommand.class)
                && !called.hasMatchedOption(BOOTSTRAP_SERVERS) && !called.hasMatchedOption("--bootstrap-server")
                && !called.hasMatchedOption("--kafka-config")
                && invocation.variable(KafkaAddress.SERVERS_VARIABLE) == null
                && invocation.variable(KafkaAddress.CONFIG_VARIABLE) == null;
    }
}
