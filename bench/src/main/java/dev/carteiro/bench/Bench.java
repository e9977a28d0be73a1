package dev.carteiro.bench;

import dev.carteiro.bench.process.BenchHarnessException;
import dev.carteiro.bench.report.BenchMachine;
import dev.carteiro.bench.report.BenchReport;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal.GoalStatus;
import dev.carteiro.bench.scenario.BenchEnvironment;
import dev.carteiro.bench.scenario.BenchOptions;
import dev.carteiro.bench.scenario.BenchScenario;
import dev.carteiro.bench.scenario.BenchScenarios;
import dev.carteiro.cli.develop.BenchProgram;
import dev.carteiro.schemas.text.Suggestion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The program behind {@code carteiro bench}, which loads it as a service. Stateless; one thread. */
public final class Bench implements BenchProgram {
    /** Latest start of a scenario, so that a run takes at most a quarter of an hour on a slow machine. */
    private static final Duration LATEST_START = Duration.ofMinutes(14);

    @Override
    public int run(BenchParameters request, PrintWriter out) throws IOException, InterruptedException {
        List<String> only = request.only();
        Path against = request.against();
        List<BenchScenario> chosen = chosen(request);
        Path home = Path.of(System.getProperty("carteiro.home", "."));
        BenchMachine machine = BenchMachine.here();
        long began = System.nanoTime();
        List<Figure> figures = new ArrayList<>();
        BenchOptions options = new BenchOptions(request.quick(), against, request.javaOptions(),
                emptyDirectory(home.resolve("bench/target/run")));
        try (BenchEnvironment stage = BenchEnvironment.open(options, line -> print(out, line))) {
            for (BenchScenario scenario : chosen) {
                boolean late = only.isEmpty() && System.nanoTime() - began > LATEST_START.toNanos();
                figures.addAll(
                        late ? missing(scenario, "no time was left", out) : measure(scenario, stage, out));
            }
        }
        print(out, "done in " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s\n");
        BenchReport all = new BenchReport(machine, figures);
        print(out, all.table());
        Path file = request.report() == null && only.isEmpty() && !request.quick() && against == null
                ? home.resolve("bench/report.md")
                : request.report();
        if (file != null) {
            all.write(file);
            print(out, "written to " + file);
        }
        return figures.stream().anyMatch(figure -> figure.standing() == GoalStatus.NOT_MEASURED) ? 1 : 0;
    }

    /** Runs a scenario. A failure becomes a line of the table, and the other scenarios continue. */
    private static List<Figure> measure(BenchScenario scenario, BenchEnvironment stage, PrintWriter out)
            throws InterruptedException {
        print(out, scenario.name() + ": " + scenario.question());
        long began = System.nanoTime();
        try {
            List<Figure> figures = scenario.run(stage);
            print(out, "  " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
            return figures;
        } catch (BenchHarnessException e) {
            return missing(scenario, String.valueOf(e.getMessage()), out);
        }
    }

    private static List<Figure> missing(BenchScenario scenario, String why, PrintWriter out) {
        print(out, "  " + scenario.name() + " is not measured: " + why);
        return List.of(Figure.missing(scenario.name(), why));
    }

    private static List<BenchScenario> chosen(BenchParameters request) {
        List<String> only = request.only();
        List<BenchScenario> all = BenchScenarios.all(request.against() != null);
        List<String> names = all.stream().map(BenchScenario::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("unknown scenario '" + name + "'"
                        + Suggestion.question(name, names) + "; use one of " + String.join(", ", names));
            }
        }
        return all.stream().filter(scenario -> only.isEmpty() ? !scenario.isOnDemand() : only.contains(scenario.name()))
                .toList();
    }

    private static void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    /** Deletes the files of the last run: logs and the broker's data. */
    private static Path emptyDirectory(Path directory) throws IOException {
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
