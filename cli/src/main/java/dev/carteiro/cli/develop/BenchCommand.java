package dev.carteiro.cli.develop;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures Carteiro. */
@Command(name = "bench", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Measures Carteiro on this machine, prints a table and writes bench/report.md.",
        "docs/performance.md describes each scenario."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro bench --quick                      all scenarios, with wider spreads",
                "  carteiro bench --only cli-start             one scenario",
                "",
                "Exit status: 0 done, 1 if a scenario could not be measured, 2 wrong usage."})
public final class BenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--only", paramLabel = "NAME", description = "A scenario; repeat for several.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--quick", description = "Fewer rounds and smaller loads: quicker, with wider spreads.")
    private boolean quick;

    @Option(names = "--against", paramLabel = "JAR", description = "The carteiro.jar of another build, next to its lib directory: measure this build against that one.")
    private @Nullable Path against;

    @Option(names = "--java-option", paramLabel = "OPTION", description = "An option for the JVMs of this build, for example -XX:StartFlightRecording=...; repeat for several.")
    private List<String> javaOptions = new ArrayList<>();

    @Option(names = "--report", paramLabel = "FILE", description = "The file to write the report to; by default bench/report.md, and none with --only, --quick or --against.")
    private @Nullable Path report;

    @Override
    public Integer call() throws Exception {
        return ServiceLoader.load(BenchProgram.class).findFirst()
                .orElseThrow(() -> new CommandException(
                        "carteiro bench needs Carteiro's sources: run ./carteiro bench in a checkout"))
                .run(new BenchProgram.BenchParameters(only, quick, against, javaOptions, report),
                        spec.commandLine().getOut());
    }
}
