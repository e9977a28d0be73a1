package dev.carteiro.cli.subscription;

import dev.carteiro.cli.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The subject; its verbs are the commands. */
@Command(name = "subscriptions", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Says who gets which events, and shows it.", subcommands = {
        ApplyCommand.class, ListCommand.class, GetCommand.class, TestCommand.class, RotateCommand.class,
        DeleteCommand.class, ExportCommand.class}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro subscriptions apply hooks.json",
                "  carteiro subscriptions apply hooks/ --prune --dry-run",
                "  carteiro subscriptions list",
                "  carteiro subscriptions test crm",
                "  carteiro subscriptions rotate crm --grace 2d",
                "  carteiro subscriptions delete crm audit",
                "  carteiro subscriptions export backup.jsonl"})
public final class SubscriptionsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(),
                "say what to do: apply, list, get, test, rotate, delete or export");
    }
}
