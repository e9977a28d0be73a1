package dev.carteiro.cli.receiver;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.run.ServiceRunner;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a test endpoint. */
@Command(name = "receiver", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Runs a test endpoint on all of this machine's addresses: verifies, prints and counts requests. With --secret, a"
                + " request whose signature is wrong or more than five minutes old gets 401, with the reason.",
        "Otherwise the path selects the response: /fail/... 500, /flaky/... 500 at each delivery's first attempt, /slow/..."
                + " 200 after two seconds, any other 200. GET /counts returns the counts. See also: carteiro listen, which"
                + " subscribes as well."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro receiver --port 8099 --secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "  carteiro receiver --quiet", "",
                        "Exit status: 130 or 143 after Ctrl-C or SIGTERM, 1 if it could not start."})
public final class ReceiverCommand implements Callable<Integer> {
    private static final int MAX_SHOWN_BYTES = 2_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8099", description = "The port to listen on; ${DEFAULT-VALUE} by default, 0 for a free one.")
    private int port;

    @Option(names = "--secret", paramLabel = "SECRET", description = "The key to verify signatures with: whsec_, whpk_ (the public key of whsk_), or plain text.")
    private @Nullable String secret;

    @Option(names = "--quiet", description = "Print only requests with a wrong signature; all are counted.")
    private boolean quiet;

    @Override
    public Integer call() throws Exception {
        WebhookSignatureCheck check = secret == null ? null : check(secret);
        PrintWriter out = spec.commandLine().getOut();
        return ServiceRunner.run(out, lifecycle -> {
            SampleReceiver receiver = new SampleReceiver(check, (request, verdict, status) -> {
                if (!quiet || verdict instanceof SignatureVerdict.InvalidSignature) {
                    print(out, line(request, verdict, status));
                }
            });
            WebhookServer server = lifecycle.add("receiver",
                    WebhookServer.start(new InetSocketAddress(port), receiver));
            print(out, "carteiro receiver is ready: http://localhost:" + server.port() + "/counts");
            ServiceRunner.await(lifecycle);
            return 0;
        });
    }

    private static WebhookSignatureCheck check(String secret) {
        try {
            return WebhookSignatureCheck.of(secret, WebhookSignatureCheck.TOLERANCE);
        } catch (IllegalArgumentException e) {
            throw new CommandException("invalid --secret: " + e.getMessage(), e);
        }
    }

    static String line(ReceivedWebhook request, SignatureVerdict verdict, int status) {
        WebhookHeaders headers = request.headers();
        return TerminalText.of(status + " " + request.path() + " " + headers.text("webhook-id") + " attempt "
                + headers.text("webhook-attempt") + " " + text(verdict) + " " + text(request.body()));
    }

    private static String text(SignatureVerdict verdict) {
        return switch (verdict) {
            case SignatureVerdict.ValidSignature verified -> "verified";
            case SignatureVerdict.InvalidSignature wrong -> "WRONG SIGNATURE (" + wrong.text() + ")";
            case SignatureVerdict.UnverifiedSignature notJudged -> "(" + notJudged.text() + ")";
        };
    }

    private static synchronized void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private static String text(byte[] body) {
        return new String(body, 0, Math.min(body.length, MAX_SHOWN_BYTES), StandardCharsets.UTF_8);
    }
}
