package dev.carteiro.bench.scenario;

import dev.carteiro.bench.jmh.CostlyMatchingBenchmark;
import dev.carteiro.bench.jmh.MatchingBenchmark;
import dev.carteiro.bench.jmh.OffsetTrackingBenchmark;
import dev.carteiro.bench.jmh.RecordBenchmark;
import dev.carteiro.bench.jmh.RequestBenchmark;
import dev.carteiro.bench.jmh.VerdictBenchmark;
import dev.carteiro.bench.process.BenchHarnessException;
import dev.carteiro.bench.report.Figure;
import dev.carteiro.bench.report.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** JMH benchmarks of the inner loops, one JVM each. Stateless. */
final class JmhScenario implements BenchScenario {
    private static final List<Class<?>> ALL = List.of(MatchingBenchmark.class, CostlyMatchingBenchmark.class,
            RecordBenchmark.class,
            RequestBenchmark.class,
            OffsetTrackingBenchmark.class, VerdictBenchmark.class);
    private static final double NANOS_PER_MICRO = 1_000;

    /** Maximum for an event with any filters: 250 ms. */
    private static final double MAX_COSTLY_MICROS = 250_000;

    @Override
    public String name() {
        return "jmh";
    }

    @Override
    public String question() {
        return "how long does each inner loop take?";
    }

    @Override
    public boolean isOnDemand() {
        return true;
    }

    @Override
    public List<Figure> run(BenchEnvironment stage) {
        List<Figure> figures = new ArrayList<>();
        for (Class<?> loop : ALL) {
            try {
                for (RunResult result : new Runner(options(stage, loop)).run()) {
                    figures.add(figure(result));
                    stage.print("    " + figures.getLast().what() + ": " + figures.getLast().result());
                }
            } catch (RunnerException e) {
                throw new BenchHarnessException("JMH cannot run " + loop.getSimpleName() + ": " + e.getMessage(), e);
            }
        }
        return figures;
    }

    private static Options options(BenchEnvironment stage, Class<?> loop) {
        TimeValue iteration = TimeValue.milliseconds(200);
        return new OptionsBuilder().include("^" + loop.getName().replace(".", "\\.") + "\\.").forks(1)
                .warmupIterations(stage.options().of(6, 4)).warmupTime(iteration)
                .measurementIterations(stage.options().of(11, 7)).measurementTime(iteration)
                .jvmArgs("-Xmx1g", "-XX:+UseSerialGC").shouldFailOnError(true)
                .output(stage.log("jmh-" + loop.getSimpleName() + ".log").toString()).build();
    }

    private Figure figure(RunResult run) {
        Result<?> result = run.getPrimaryResult();
        String name = run.getParams().getBenchmark();
        StringBuilder what = new StringBuilder(name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1));
        run.getParams().getParamsKeys().forEach(key -> what.append(", ").append(run.getParams().getParam(key)).append(
                key.equals("subscriptions") ? " subscriptions" : ""));
        Statistics iterations = result.getStatistics();
        double micros = iterations.getPercentile(50) / NANOS_PER_MICRO;
        return Figure.of(name(), what.toString(), micros, String.format(Locale.ROOT, "%.2f us", micros),
                String.format(Locale.ROOT, "%.2f to %.2f us in %d iterations", iterations.getMin() / NANOS_PER_MICRO,
                        iterations.getMax() / NANOS_PER_MICRO, iterations.getN()),
                goal(name));
    }

    private static Goal goal(String name) {
        if (name.contains(CostlyMatchingBenchmark.class.getSimpleName())) {
            return Goal.atMost(MAX_COSTLY_MICROS);
        }
        return name.contains(MatchingBenchmark.class.getSimpleName()) ? Goal.atMost(10) : Goal.NONE;
    }
}
