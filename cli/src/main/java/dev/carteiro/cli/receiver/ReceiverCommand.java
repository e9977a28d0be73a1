package dev.carteiro.cli.receiver;

import dev.carteiro.cli.Failure;
import dev.carteiro.cli.Version;
import dev.carteiro.cli.run.Service;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An endpoint to try Carteiro with. */
@Command(name = "receiver", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Runs an endpoint to try Carteiro with, on all of this machine's addresses: prints what comes, and counts it.",
        "The path says how it answers: /fail/... with 500, /flaky/... with 500 at each delivery's first attempt,"
                + " /slow/... after two seconds, any other with 200. GET /counts tells what came."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro receiver --port 8099 --secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "  carteiro receiver --quiet", "",
                        "Exit status: 130 or 143 after Ctrl-C or SIGTERM, 1 if it could not start."})
public final class ReceiverCommand implements Callable<Integer> {
    private static final String SECRET = "whsec_[A-Za-z0-9+/]+=*";
    private static final int SHOWN = 2_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8099", description = "To listen on; ${DEFAULT-VALUE} by default, 0 for a free one.")
    private int port;

    @Option(names = "--secret", paramLabel = "SECRET", description = "A whsec_ secret to verify signatures with.")
    private @Nullable String secret;

    @Option(names = "--quiet", description = "Count requests, but do not print them.")
    private boolean quiet;

    @Override
    public Integer call() throws Exception {
        if (secret != null && !secret.matches(SECRET)) {
            throw new Failure("--secret is not usable: give whsec_ followed by base64");
        }
        PrintWriter out = spec.commandLine().getOut();
        return Service.run(out, lifecycle -> {
            SampleReceiver receiver = lifecycle.add("receiver",
                    SampleReceiver.start(port, secret, quiet ? (path, id, attempt, status, body) -> {
                    }
                            : (path, id, attempt, status, body) -> print(out,
                                    status + " " + path + " " + id + " attempt " + attempt + " " + text(body))));
            print(out, "carteiro receiver is ready: http://localhost:" + receiver.port() + "/counts");
            Service.await(lifecycle);
            return 0;
        });
    }

    private static synchronized void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    /** What a sender chose is not to move the cursor of whoever reads it. */
    private static String text(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, SHOWN), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", ".");
    }
}
