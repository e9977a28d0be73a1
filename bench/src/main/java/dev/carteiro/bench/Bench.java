package dev.carteiro.bench;

import dev.carteiro.bench.process.Trouble;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal.Standing;
import dev.carteiro.bench.report.Machine;
import dev.carteiro.bench.report.Report;
import dev.carteiro.bench.scenario.Options;
import dev.carteiro.bench.scenario.Scenario;
import dev.carteiro.bench.scenario.Scenarios;
import dev.carteiro.bench.scenario.Stage;
import dev.carteiro.cli.Version;
import dev.carteiro.cli.logs.Logs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: {@code carteiro bench}. One thread. */
@Command(name = "carteiro bench", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Measures Carteiro on this machine, prints a table and writes bench/report.md."})
public final class Bench implements Callable<Integer> {
    /** Of a scenario, so that all is over within a quarter of an hour, however slow the machine is. */
    private static final Duration LATEST_START = Duration.ofMinutes(14);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--only", paramLabel = "NAME", description = "A scenario; repeat for several.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--quick", description = "Fewer rounds and smaller loads: quicker, with wider spreads.")
    private boolean quick;

    @Option(names = "--against", paramLabel = "JAR", description = "Another build's carteiro.jar, its lib beside it: measure this build against that one.")
    private @Nullable Path against;

    @Option(names = "--java-option", paramLabel = "OPTION", description = "For the JVMs of this build, for example -XX:StartFlightRecording=...; repeat for several.")
    private List<String> javaOptions = new ArrayList<>();

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write the report; by default bench/report.md, and nowhere with --only, --quick or --against.")
    private @Nullable Path report;

    public static void main(String[] arguments) {
        Logs.start(false);
        System.exit(new CommandLine(new Bench()).setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println("carteiro: " + (failure instanceof Trouble ? failure.getMessage() : failure));
            return 1;
        }).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<Scenario> chosen = chosen();
        Path home = Path.of(System.getProperty("carteiro.home", "."));
        Machine machine = Machine.here();
        long began = System.nanoTime();
        List<Figure> figures = new ArrayList<>();
        Options options = new Options(quick, against, javaOptions, emptied(home.resolve("bench/target/run")));
        try (Stage stage = Stage.open(options, line -> say(out, line))) {
            for (Scenario scenario : chosen) {
                boolean late = only.isEmpty() && System.nanoTime() - began > LATEST_START.toNanos();
                figures.addAll(
                        late ? missing(scenario, "no time was left for it", out) : measure(scenario, stage, out));
            }
        }
        say(out, "done in " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s\n");
        Report all = new Report(machine, figures);
        say(out, all.table());
        Path file = report == null && only.isEmpty() && !quick && against == null
                ? home.resolve("bench/report.md")
                : report;
        if (file != null) {
            all.write(file);
            say(out, "written to " + file);
        }
        return figures.stream().anyMatch(figure -> figure.standing() == Standing.NOT_MEASURED) ? 1 : 0;
    }

    /** What cannot be measured is a line of the table, and the other scenarios go on. */
    private static List<Figure> measure(Scenario scenario, Stage stage, PrintWriter out) throws InterruptedException {
        say(out, scenario.name() + ": " + scenario.question());
        long began = System.nanoTime();
        try {
            List<Figure> figures = scenario.run(stage);
            say(out, "  " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
            return figures;
        } catch (Trouble e) {
            return missing(scenario, String.valueOf(e.getMessage()), out);
        }
    }

    private static List<Figure> missing(Scenario scenario, String why, PrintWriter out) {
        say(out, "  " + scenario.name() + " is not measured: " + why);
        return List.of(Figure.missing(scenario.name(), why));
    }

    private List<Scenario> chosen() {
        List<Scenario> all = Scenarios.all(against != null);
        List<String> names = all.stream().map(Scenario::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new ParameterException(spec.commandLine(), "no scenario '" + name + "': there are "
                        + String.join(", ", names));
            }
        }
        return all.stream().filter(scenario -> only.isEmpty() ? !scenario.isOnDemand() : only.contains(scenario.name()))
                .toList();
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    /** What the last run left: logs for whoever wonders, and the broker's data. */
    private static Path emptied(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> old = Files.walk(directory)) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(directory);
    }
}
