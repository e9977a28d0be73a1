package dev.carteiro.cli.secret;

import dev.carteiro.cli.CarteiroVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands for secrets. */
@Command(name = "secrets", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = "Generates secrets.", subcommands = GenerateSecretCommand.class, footerHeading = "%nExamples:%n", footer = {
        "  carteiro secrets generate",
        "  carteiro secrets generate --type ed25519"})
public final class SecretsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "no command given: use generate");
    }
}
