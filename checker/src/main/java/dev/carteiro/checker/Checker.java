package dev.carteiro.checker;

import dev.carteiro.checker.defect.Defect;
import dev.carteiro.checker.process.Trouble;
import dev.carteiro.checker.run.Run;
import dev.carteiro.checker.run.RunSettings;
import dev.carteiro.cli.Errors;
import dev.carteiro.cli.Version;
import dev.carteiro.cli.logs.Logs;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code carteiro check}. Filled by picocli; one use. */
@Command(name = "carteiro check", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Runs broker, routers and dispatchers in processes of their own, breaks them while events flow, and judges",
        "by what receivers and topics say whether every promise was kept. See docs/checker.md."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro check --minutes 10 --seed 1        ten minutes of faults, as seed 1 wants them",
                "  carteiro check --defect fork                with a mistake on purpose, which must be found",
                "",
                "Exit status: 0 every invariant holds, 1 one is violated, 2 wrong usage, 3 the run could not be made."})
public final class Checker implements Callable<Integer> {
    private static final int TROUBLE = 3;
    private static final double LONGEST = 24 * 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "2", description = "How long faults are injected, for example 0.5; ${DEFAULT-VALUE} by default.")
    private double minutes;

    @Option(names = "--seed", paramLabel = "S", description = "Decides workload and faults; a random one by default.")
    private @Nullable Long seed;

    @Option(names = "--defect", paramLabel = "NAME", description = "Puts a mistake into routers and dispatchers, to see it found; docs/checker.md lists them.")
    private @Nullable String defect;

    @Option(names = "--with-pauses", description = "Also pauses and resumes subscriptions.")
    private boolean withPauses;

    /** @param arguments as the launcher got them, the command's own name among them */
    public static void main(String[] arguments) {
        Logs.start(false);
        List<String> own = new ArrayList<>(List.of(arguments));
        own.remove("check");
        System.exit(commandLine().execute(own.toArray(String[]::new)));
    }

    static CommandLine commandLine() {
        Errors errors = new Errors();
        return new CommandLine(new Checker()).setUsageHelpWidth(110).setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    errors.handleExecutionException(failure, line, parsed);
                    return failure instanceof ParameterException ? CommandLine.ExitCode.USAGE : TROUBLE;
                });
    }

    @Override
    public Integer call() throws Exception {
        if (!(minutes >= 0 && minutes <= LONGEST)) {
            throw new ParameterException(spec.commandLine(),
                    "--minutes is " + minutes + "; accepted is a number from 0 to " + (int) LONGEST);
        }
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        if (chosen < 0) {
            throw new ParameterException(spec.commandLine(),
                    "--seed is " + chosen + "; accepted is a whole number from 0");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            return Run.of(new RunSettings(chosen, Duration.ofMillis((long) (minutes * 60_000)), defect(), withPauses),
                    out) ? 0 : 1;
        } catch (Trouble e) {
            out.println("check not finished, seed " + chosen + ": " + e.getMessage());
            out.flush();
            return TROUBLE;
        }
    }

    private @Nullable Defect defect() {
        if (defect == null) {
            return null;
        }
        return Defect.ofCode(defect).orElseThrow(() -> new ParameterException(spec.commandLine(),
                "--defect is '" + defect + "'; accepted is one of " + String.join(", ", Defect.codes())));
    }
}
