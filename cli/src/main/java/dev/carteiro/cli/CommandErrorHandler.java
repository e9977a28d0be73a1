package dev.carteiro.cli;

import dev.carteiro.broker.BrokerException;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.settings.InvalidSetting;
import org.apache.kafka.common.KafkaException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Turns every exception into one line on stderr and an exit status; stack traces go to the log only. Stateless.
 *
 * <p>A mistake on the command line, in a setting or in a variable is wrong usage, status 2. So is an
 * {@link IllegalArgumentException} that a command throws. Every other exception is a failure, status 1.
 */
public final class CommandErrorHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("carteiro: " + oneLine(UsageMessages.of(e)) + "; see " + name + " --help");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof ParameterException usage) {
            return handleParseException(usage, new String[0]);
        }
        LoggerFactory.getLogger(CommandErrorHandler.class).debug("{} failed", command.getCommandName(), e);
        command.getErr().println("carteiro: " + describe(e));
        if (e instanceof CommandException failure) {
            failure.excerpt().forEach(command.getErr()::println);
        }
        return isUsage(e) ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static boolean isUsage(Exception e) {
        return e instanceof InvalidSetting || e instanceof IllegalArgumentException;
    }

    /** Returns a message of one line. */
    public static String describe(Throwable failure) {
        return switch (failure) {
            case CommandException e -> oneLine(message(e));
            case InvalidSetting e -> oneLine(message(e));
            case KafkaUnavailable e -> oneLine(message(e));
            case BrokerException e -> oneLine(message(e));
            case IllegalArgumentException e -> oneLine(message(e));
            case KafkaException e -> "Kafka: " + oneLine(message(root(e)));
            default -> "unexpected " + failure.getClass().getSimpleName() + ": " + oneLine(message(root(failure)))
                    + " (--verbose shows the stack trace)";
        };
    }

    /** Returns the innermost cause, which has the most specific message. */
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
