package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.process.Launcher;
import dev.carteiro.bench.report.Comparison;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The duration of a command from the launcher's first line, compared with a JVM that does nothing. Stateless. */
final class CliStartScenario implements BenchScenario {
    private static final double MAX_SECONDS = 0.35;

    /** Maximum ratio of the first call, which may have preparations to make, to the tenth. */
    private static final double MAX_FIRST_TO_TENTH = 1.2;

    private static final int CALLS = 10;

    @Override
    public String name() {
        return "cli-start";
    }

    @Override
    public String question() {
        return "how long does a short command take, compared with a bare JVM, and the first call compared with the tenth?";
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) throws InterruptedException {
        Launcher launcher = Launcher.here(stage.options().scratch());
        try (BenchInstallation topics = stage.topics()) {
            List<List<String>> commands = List.of(List.of("--version"), List.of("subscriptions", "list", "--help"),
                    List.of("subscriptions", "list", "--bootstrap-servers", stage.bootstrapServers(), "--set",
                            "topics.prefix=" + topics.names().prefix()));
            List<String> titles = List.of("--version", "subscriptions list --help", "subscriptions list");
            List<Figure> figures = new ArrayList<>();
            for (int i = 0; i < commands.size(); i++) {
                figures.addAll(figures(stage, launcher, titles.get(i), commands.get(i)));
            }
            return figures;
        }
    }

    private List<Figure> figures(BenchEnvironment stage, Launcher launcher, String title, List<String> command)
            throws InterruptedException {
        List<Double> bare = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<Double> tenth = new ArrayList<>();
        for (int round = 0; round < stage.options().rounds(); round++) {
            for (int call = 1; call <= CALLS; call++) {
                bare.add(launcher.bareJvmSeconds());
                ours.add(launcher.seconds(command));
            }
            first.add(ours.get(ours.size() - CALLS));
            tenth.add(ours.getLast());
        }
        double median = Comparison.median(ours);
        stage.print(
                String.format(Locale.ROOT, "    %s %.2f s, bare JVM %.2f s", title, median, Comparison.median(bare)));
        return List.of(
                Figure.of(name(), "`" + title + "`, seconds", median, String.format(Locale.ROOT, "%.2f s", median),
                        new Comparison(ours, bare).text() + " times a bare JVM", Goal.atMost(MAX_SECONDS)),
                Figure.ratio(name(), "`" + title + "`, first call to the tenth", new Comparison(first, tenth),
                        "%.2f s and %.2f s", Goal.atMost(MAX_FIRST_TO_TENTH)));
    }
}
