package dev.carteiro.cli;

import dev.carteiro.cli.delivery.DeliveriesCommand;
import dev.carteiro.cli.demo.DemoCommand;
import dev.carteiro.cli.event.EventsCommand;
import dev.carteiro.cli.letter.DeadLettersCommand;
import dev.carteiro.cli.logs.LogFormat;
import dev.carteiro.cli.logs.Logs;
import dev.carteiro.cli.option.TerminalWriter;
import dev.carteiro.cli.receiver.ReceiverCommand;
import dev.carteiro.cli.run.ApiCommand;
import dev.carteiro.cli.run.DispatcherCommand;
import dev.carteiro.cli.run.RouterCommand;
import dev.carteiro.cli.run.UpCommand;
import dev.carteiro.cli.subscription.SubscriptionsCommand;
import dev.carteiro.cli.token.TokenCommand;
import dev.carteiro.cli.topic.TopicsCommand;
import dev.carteiro.schemas.wire.UnpackLimit;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: {@code carteiro COMMAND}. */
@Command(name = "carteiro", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Delivers domain events from Kafka to HTTP endpoints.", subcommands = {
        UpCommand.class, DemoCommand.class, RouterCommand.class, DispatcherCommand.class, ApiCommand.class,
        TopicsCommand.class,
        SubscriptionsCommand.class, EventsCommand.class,
        DeliveriesCommand.class, DeadLettersCommand.class, ReceiverCommand.class,
        TokenCommand.class}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro demo --once                        watch it work, on its own, for some seconds",
                "  carteiro up --allow-target 127.0.0.0/8      everything on this machine, with an embedded Kafka",
                "  carteiro subscriptions apply hooks.json     say who gets what",
                "  carteiro events publish events.jsonl        one JSON document a line",
                "  carteiro deliveries tail                    watch what happens to them",
                "  carteiro router --bootstrap-servers k1:9092 one role against a cluster",
                "  carteiro check --minutes 2                  break it for two minutes and see that it keeps its promises",
                "",
                "Exit status: 0 done, 1 failed, 2 wrong usage."})
public final class Carteiro implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Log more, with stack traces, on stderr.")
    private boolean verbose;

    @Option(names = "--log-format", scope = ScopeType.INHERIT, paramLabel = "FORMAT", defaultValue = "${env:CARTEIRO_LOG_FORMAT:-text}", description = "How log lines on stderr look: text, or json with one object a line and INFO lines as well; text by default, or what CARTEIRO_LOG_FORMAT says.")
    private LogFormat logFormat = LogFormat.TEXT;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** @return the exit status */
    static int run(String... arguments) {
        Logs.start(false);
        UnpackLimit.install();
        return commandLine().setOut(TerminalWriter.to(System.out)).setErr(TerminalWriter.to(System.err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF)).execute(arguments);
    }

    /** All commands, ready to be executed; once for each execution. */
    public static CommandLine commandLine() {
        Carteiro root = new Carteiro();
        CommandLine line = new CommandLine(root);
        Errors errors = new Errors();
        return line.setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpWidth(110)
                .setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors)
                .setExecutionStrategy(parsed -> {
                    if (root.verbose || root.logFormat != LogFormat.TEXT) {
                        Logs.start(root.verbose, root.logFormat);
                    }
                    return new CommandLine.RunLast().execute(parsed);
                });
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(),
                "give a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
