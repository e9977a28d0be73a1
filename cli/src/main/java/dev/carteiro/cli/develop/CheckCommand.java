package dev.carteiro.cli.develop;

import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.CarteiroVersion;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Breaks Carteiro on purpose, and judges. */
@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Breaks Carteiro on purpose and judges it.",
        "Runs broker, routers and dispatchers in processes of their own, breaks them while events flow, and judges"
                + " by what receivers and topics say whether every promise was kept. See docs/checker.md."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro check --minutes 10 --seed 1        ten minutes of faults, as seed 1 wants them",
                        "  carteiro check --defect fork                with a mistake on purpose, which must be found",
                        "",
                        "Exit status: 0 every invariant holds, 1 one is violated, 2 wrong usage, 3 the run could not be made."})
public final class CheckCommand implements Callable<Integer> {
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

    @Override
    public Integer call() throws Exception {
        if (!(minutes >= 0 && minutes <= LONGEST)) {
            throw new ParameterException(spec.commandLine(),
                    "--minutes is " + minutes + "; accepted is a number from 0 to " + (int) LONGEST);
        }
        if (seed != null && seed < 0) {
            throw new ParameterException(spec.commandLine(),
                    "--seed is " + seed + "; accepted is a whole number from 0");
        }
        return ServiceLoader.load(CheckProgram.class).findFirst()
                .orElseThrow(() -> new CommandException("carteiro check needs Carteiro's sources: run ./carteiro check in them"))
                .run(new CheckProgram.CheckParameters(minutes, seed, defect, withPauses), spec.commandLine().getOut());
    }
}
