package dev.carteiro.cli.receiver;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.option.TextFiles;
import dev.carteiro.schemas.time.Durations;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Verifies a saved request. */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Verifies the signatures of a saved request, and explains which one is wrong and why.",
        "It reads the request from standard input, as nc or curl -v print it: the headers, an empty line, and the body. Or"
                + " --header gives the headers and --body the body. The body must be the bytes as received: an additional"
                + " line end makes the signature wrong, and is reported."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro verify --secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw --ignore-time < request.txt",
                        "  carteiro verify --secret-file secret.txt --header 'webhook-id: dlv_1' \\",
                        "    --header 'webhook-timestamp: 1614265330' --header 'webhook-signature: v1,...' --body body.json",
                        "",
                        "Exit status: 0 if the request is verified, 1 if not."})
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--secret", paramLabel = "SECRET", description = "The key: whsec_, whpk_ (the public key of whsk_), or plain text.")
    private @Nullable String secret;

    @Option(names = "--secret-file", paramLabel = "FILE", description = "Read the secret from this file; also a PEM key, for profile grafeno.")
    private @Nullable String secretFile;

    @Option(names = "--tolerance", paramLabel = "DURATION", defaultValue = "5m", description = "The accepted distance of its time from now; ${DEFAULT-VALUE} by default.")
    private String tolerance = "5m";

    @Option(names = "--ignore-time", description = "Accept any time.")
    private boolean ignoreTime;

    @Option(names = {"-H",
            "--header"}, paramLabel = "NAME: VALUE", description = "A header of the request, instead of reading the request from standard input; repeatable.")
    private List<String> headers = List.of();

    @Option(names = "--body", paramLabel = "FILE", description = "The body for --header; - for standard input.")
    private @Nullable String body;

    @Override
    public Integer call() {
        if ((secret == null) == (secretFile == null)) {
            throw new ParameterException(spec.commandLine(), "use either --secret SECRET or --secret-file FILE");
        }
        if (headers.isEmpty() != (body == null)) {
            throw new ParameterException(spec.commandLine(), "use --header and --body FILE together");
        }
        WebhookSignatureCheck check = check();
        RawRequest.ParsedRequest request = body == null
                ? parseRaw(TextFiles.read(TextFiles.STDIN))
                : new RawRequest.ParsedRequest(givenHeaders(), TextFiles.read(body));
        return report(check.verify(request.headers(), request.body(), Instant.now()));
    }

    private WebhookSignatureCheck check() {
        Duration accepted = Durations.parse(tolerance);
        String text = secretFile == null
                ? String.valueOf(secret)
                : new String(TextFiles.read(secretFile), StandardCharsets.UTF_8).strip();
        try {
            return WebhookSignatureCheck.of(text, ignoreTime ? null : accepted);
        } catch (IllegalArgumentException e) {
            throw new CommandException("invalid secret: " + e.getMessage(), e);
        }
    }

    private static RawRequest.ParsedRequest parseRaw(byte[] content) {
        try {
            return RawRequest.read(content);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private WebhookHeaders givenHeaders() {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon <= 0) {
                throw new ParameterException(spec.commandLine(),
                        "invalid --header '" + header + "': use NAME: VALUE");
            }
            given.computeIfAbsent(header.substring(0, colon).strip(), name -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        return new WebhookHeaders(given);
    }

    private int report(SignatureVerdict verdict) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        switch (verdict) {
            case SignatureVerdict.ValidSignature verified -> {
                out.println("verified");
                printIfSeveral(verified.entries(), out);
            }
            case SignatureVerdict.InvalidSignature wrong -> {
                err.println("carteiro: not verified: " + TerminalText.of(wrong.text()));
                printIfSeveral(wrong.entries(), err);
            }
            case SignatureVerdict.UnverifiedSignature notJudged -> err
                    .println("carteiro: not verified: " + TerminalText.of(notJudged.text()));
        }
        out.flush();
        return verdict instanceof SignatureVerdict.ValidSignature ? 0 : 1;
    }

    private static void printIfSeveral(List<String> entries, PrintWriter to) {
        if (entries.size() > 1) {
            entries.forEach(entry -> to.println("  " + TerminalText.of(entry)));
        }
    }
}
