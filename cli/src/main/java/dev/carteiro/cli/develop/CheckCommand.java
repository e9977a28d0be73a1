package dev.carteiro.cli.develop;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Injects faults into Carteiro and checks its guarantees. */
@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Injects faults into Carteiro and checks its guarantees.",
        "Runs broker, routers and dispatchers in separate processes, injects faults while events flow, and checks"
                + " every invariant against what the receivers and topics recorded. See docs/checker.md."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro check --minutes 10 --seed 1        ten minutes of the faults of seed 1",
                        "  carteiro check --defect fork                with an injected defect, which must be found",
                        "",
                        "Exit status: 0 every invariant holds, 1 one is violated, 2 wrong usage, 3 the run failed."})
public final class CheckCommand implements Callable<Integer> {
    private static final double MAX_MINUTES = 24 * 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "2", description = "The minutes in which faults are injected, for example 0.5; ${DEFAULT-VALUE} by default.")
    private double minutes;

    @Option(names = "--seed", paramLabel = "S", description = "The seed of workload and faults; random by default.")
    private @Nullable Long seed;

    @Option(names = "--defect", paramLabel = "NAME", description = "Inject this defect into routers and dispatchers, to see that it is found; docs/checker.md lists them.")
    private @Nullable String defect;

    @Option(names = "--with-pauses", description = "Also pause and resume subscriptions.")
    private boolean withPauses;

    @Override
    public Integer call() throws Exception {
        if (!(minutes >= 0 && minutes <= MAX_MINUTES)) {
            throw new ParameterException(spec.commandLine(),
                    "--minutes is " + minutes + "; accepted is a number from 0 to " + (int) MAX_MINUTES);
        }
        if (seed != null && seed < 0) {
            throw new ParameterException(spec.commandLine(),
                    "--seed is " + seed + "; accepted is a whole number from 0");
        }
        return ServiceLoader.load(CheckProgram.class).findFirst()
                .orElseThrow(() -> new CommandException(
                        "carteiro check needs Carteiro's sources: run ./carteiro check in a checkout"))
                .run(new CheckProgram.CheckParameters(minutes, seed, defect, withPauses), spec.commandLine().getOut());
    }
}
