package dev.carteiro.cli.secret;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.file.PrivateFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a new secret, and nothing else, on standard output, so that the output can be piped. */
@Command(name = "generate", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Generates a secret and prints only the secret on standard output. Instructions for the receiver go to standard"
                + " error.",
        "hmac: whsec_, shared by both sides, for every profile except grafeno. ed25519: whsk_ for the subscription and whpk_"
                + " for the receiver. rsa: a PEM key, for profile grafeno."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro secrets generate",
                        "  carteiro secrets generate > secret.txt",
                        "  carteiro secrets generate --type ed25519 --public-key receiver.txt > secret.txt",
                        "  carteiro secrets generate --type rsa --public-key grafeno.pem > private.pem"})
final class GenerateSecretCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--type", paramLabel = "hmac|ed25519|rsa", defaultValue = "HMAC", description = "The kind of key; hmac by default.")
    private KeyType type = KeyType.HMAC;

    @Option(names = "--public-key", paramLabel = "FILE", description = "Write the public key to this file instead of to standard error.")
    private @Nullable Path publicKeyFile;

    @Override
    public Integer call() {
        if (publicKeyFile != null && type == KeyType.HMAC) {
            throw new ParameterException(spec.commandLine(),
                    "--public-key needs --type ed25519 or rsa: an hmac secret has no public key");
        }
        GeneratedSecret generated = GeneratedSecret.of(type, new SecureRandom());
        String publicKey = generated.publicKey();
        if (publicKeyFile != null && publicKey != null) {
            write(publicKeyFile, publicKey + "\n");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(generated.secret());
        out.flush();
        explain(publicKey);
        return 0;
    }

    private void explain(@Nullable String publicKey) {
        PrintWriter err = spec.commandLine().getErr();
        if (publicKey == null) {
            err.println("carteiro: use it for the subscription (--secret) and the receiver only");
        } else if (publicKeyFile == null) {
            err.println("carteiro: use it for the subscription (--secret-file) only; the receiver verifies with:");
            err.println(publicKey);
        } else {
            err.println(
                    "carteiro: use it for the subscription (--secret-file) only; the receiver verifies with the key in "
                            + publicKeyFile);
        }
    }

    private static void write(Path file, String text) {
        try {
            PrivateFiles.write(file, text, true);
        } catch (IOException e) {
            throw new CommandException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
