package dev.carteiro.cli.receiver;

import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.CarteiroVersion;
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

/** Judges a request that somebody kept. */
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Verifies the signatures of a request and says which one is wrong, and why.",
        "The request is read from standard input as nc or curl -v print it: its headers, an empty line, and its body."
                + " Or its headers are given with --header and its body with --body. The body must be the bytes that came:"
                + " a line end more is another body, and is named."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro verify --secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw --ignore-time < request.txt",
                        "  carteiro verify --secret-file secret.txt --header 'webhook-id: dlv_1' \\",
                        "    --header 'webhook-timestamp: 1614265330' --header 'webhook-signature: v1,...' --body body.json",
                        "",
                        "Exit status: 0 if the request is verified, 1 if not."})
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--secret", paramLabel = "SECRET", description = "whsec_, whpk_ (the public half of whsk_), or a key of plain text.")
    private @Nullable String secret;

    @Option(names = "--secret-file", paramLabel = "FILE", description = "Take the secret from there; also a PEM key, for profile grafeno.")
    private @Nullable String secretFile;

    @Option(names = "--tolerance", paramLabel = "DURATION", defaultValue = "5m", description = "How far its time may be from now; ${DEFAULT-VALUE} by default.")
    private String tolerance = "5m";

    @Option(names = "--ignore-time", description = "Verify a request of any time.")
    private boolean ignoreTime;

    @Option(names = {"-H",
            "--header"}, paramLabel = "NAME: VALUE", description = "A header of the request, instead of reading the request from standard input; repeatable.")
    private List<String> headers = List.of();

    @Option(names = "--body", paramLabel = "FILE", description = "The body that goes with --header; - for standard input.")
    private @Nullable String body;

    @Override
    public Integer call() {
        if ((secret == null) == (secretFile == null)) {
            throw new ParameterException(spec.commandLine(), "give --secret SECRET or --secret-file FILE");
        }
        if (headers.isEmpty() != (body == null)) {
            throw new ParameterException(spec.commandLine(), "--header and --body FILE go together");
        }
        WebhookSignatureCheck check = check();
        RawRequest.ParsedRequest request = body == null
                ? raw(TextFiles.read(TextFiles.STDIN))
                : new RawRequest.ParsedRequest(given(), TextFiles.read(body));
        return report(check.judge(request.headers(), request.body(), Instant.now()));
    }

    private WebhookSignatureCheck check() {
        Duration most = Durations.parse(tolerance);
        String text = secretFile == null
                ? String.valueOf(secret)
                : new String(TextFiles.read(secretFile), StandardCharsets.UTF_8).strip();
        try {
            return WebhookSignatureCheck.of(text, ignoreTime ? null : most);
        } catch (IllegalArgumentException e) {
            throw new CommandException("the secret is not usable: " + e.getMessage(), e);
        }
    }

    private static RawRequest.ParsedRequest raw(byte[] content) {
        try {
            return RawRequest.read(content);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private WebhookHeaders given() {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon <= 0) {
                throw new ParameterException(spec.commandLine(),
                        "--header '" + header + "' is not a header: write NAME: VALUE");
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
                several(verified.entries(), out);
            }
            case SignatureVerdict.InvalidSignature wrong -> {
                err.println("carteiro: not verified: " + TerminalText.of(wrong.text()));
                several(wrong.entries(), err);
            }
            case SignatureVerdict.UnverifiedSignature notJudged -> err
                    .println("carteiro: not verified: " + TerminalText.of(notJudged.text()));
        }
        out.flush();
        return verdict instanceof SignatureVerdict.ValidSignature ? 0 : 1;
    }

    private static void several(List<String> entries, PrintWriter to) {
        if (entries.size() > 1) {
            entries.forEach(entry -> to.println("  " + TerminalText.of(entry)));
        }
    }
}
