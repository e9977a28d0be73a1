package dev.carteiro.bench.scenario;

import dev.carteiro.bench.baseline.BareHttpMain;
import dev.carteiro.bench.baseline.ParallelConsumerMain;
import dev.carteiro.bench.baseline.PeerArguments;
import dev.carteiro.bench.load.BenchInstallation;
import dev.carteiro.bench.process.BenchJvm;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.scrape.PrometheusPage;
import java.util.ArrayList;
import java.util.List;

/** A program that sends the deliveries of a topic. Immutable. */
sealed interface DeliveryProgram {
    /** JVM options of all programs. */
    List<String> HEAP = List.of("-Xmx1g", "-XX:+UseG1GC");

    /** Returns the name in the report. */
    String name();

    /** Starts the program at the first delivery; the caller closes it. */
    BenchProcess start(BenchEnvironment stage, BenchInstallation topics) throws InterruptedException;

    /** Returns a remark that begins with a comma, or an empty text. */
    String remark(BenchProcess child) throws InterruptedException;

    /** Carteiro's dispatcher. It signs, records each attempt, and commits both in a transaction. */
    record CarteiroDispatcher(BenchJvm jvm) implements DeliveryProgram {
        @Override
        public String name() {
            return "Carteiro";
        }

        @Override
        public BenchProcess start(BenchEnvironment stage, BenchInstallation topics) throws InterruptedException {
            return stage.dispatcher(jvm.with(HEAP), topics);
        }

        @Override
        public String remark(BenchProcess child) throws InterruptedException {
            return String.format(", %,.0f deferred", deferredCount(child));
        }
    }

    /** @param order the library's name of the order */
    record ParallelConsumer(String order) implements DeliveryProgram {
        @Override
        public String name() {
            return "parallel-consumer-vertx";
        }

        @Override
        public BenchProcess start(BenchEnvironment stage, BenchInstallation topics) throws InterruptedException {
            return stage.peer(ParallelConsumerMain.class, BenchJvm.here().with(HEAP), task(stage, topics, order));
        }

        @Override
        public String remark(BenchProcess child) {
            return "";
        }
    }

    /** A loop with OkHttp only. */
    record BareHttpClient() implements DeliveryProgram {
        @Override
        public String name() {
            return "bare OkHttp";
        }

        @Override
        public BenchProcess start(BenchEnvironment stage, BenchInstallation topics) throws InterruptedException {
            return stage.peer(BareHttpMain.class, BenchJvm.here().with(HEAP), task(stage, topics));
        }

        @Override
        public String remark(BenchProcess child) {
            return "";
        }
    }

    /** Returns the number of deliveries that a dispatcher has moved to a retry topic without an attempt since its start. */
    static double deferredCount(BenchProcess dispatcher) throws InterruptedException {
        return new PrometheusPage(dispatcher.port()).sum("carteiro_dispatcher_moves_total");
    }

    private static List<String> task(BenchEnvironment stage, BenchInstallation topics, String... more) {
        List<String> arguments = new ArrayList<>(
                new PeerArguments(stage.bootstrapServers(), topics.names().deliveries(),
                        stage.unusedName("peer"), stage.receiverPort()).arguments());
        arguments.addAll(List.of(more));
        return arguments;
    }
}
