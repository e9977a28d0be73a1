package dev.carteiro.cli.subscription;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.Subcommands;
import picocli.CommandLine.Command;

/** Groups the commands for subscriptions. */
@Command(name = "subscriptions", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = "Manages subscriptions.", footerHeading = "%nExamples:%n", footer = {
        "  carteiro subscriptions create --url https://example.com/hooks --event 'person.*'",
        "  carteiro subscriptions update crm --event person.created",
        "  carteiro subscriptions pause crm",
        "  carteiro subscriptions apply hooks.json",
        "  carteiro subscriptions apply hooks/ --prune --dry-run",
        "  carteiro subscriptions list",
        "  carteiro subscriptions test crm",
        "  carteiro subscriptions rotate crm --grace 2d",
        "  carteiro subscriptions delete crm audit",
        "  carteiro subscriptions export backup.jsonl"})
@Subcommands({
        CreateSubscriptionCommand.class, UpdateSubscriptionCommand.class, PauseSubscriptionsCommand.class,
        ResumeSubscriptionsCommand.class, ApplySubscriptionsCommand.class,
        ListSubscriptionsCommand.class, GetSubscriptionCommand.class, TestSubscriptionCommand.class,
        RotateSecretCommand.class,
        DeleteSubscriptionsCommand.class, ExportSubscriptionsCommand.class})
public final class SubscriptionsCommand {
}
