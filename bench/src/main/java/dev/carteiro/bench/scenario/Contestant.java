package dev.carteiro.bench.scenario;

import dev.carteiro.bench.load.Topics;
import dev.carteiro.bench.peer.BareHttpMain;
import dev.carteiro.bench.peer.ParallelConsumerMain;
import dev.carteiro.bench.peer.Task;
import dev.carteiro.bench.process.Child;
import dev.carteiro.bench.process.Jvm;
import dev.carteiro.bench.watch.Metrics;
import java.util.ArrayList;
import java.util.List;

/** A program that sends what lies in the deliveries topic. Immutable. */
sealed interface Contestant {
    /** The same for all. */
    List<String> HEAP = List.of("-Xmx1g", "-XX:+UseG1GC");

    /** For people. */
    String name();

    /** Begins with the first delivery; the caller closes it. */
    Child start(Stage stage, Topics topics) throws InterruptedException;

    /** What is worth knowing about how it went; begins with a comma, or is empty. */
    String remark(Child child) throws InterruptedException;

    /** Signs, records each attempt, commits both in a transaction. */
    record Carteiro(Jvm jvm) implements Contestant {
        @Override
        public String name() {
            return "Carteiro";
        }

        @Override
        public Child start(Stage stage, Topics topics) throws InterruptedException {
            return stage.dispatcher(jvm.with(HEAP), topics);
        }

        @Override
        public String remark(Child child) throws InterruptedException {
            return String.format(", %,.0f stepped aside", steppedAside(child));
        }
    }

    /** @param order as its library calls it */
    record ParallelConsumer(String order) implements Contestant {
        @Override
        public String name() {
            return "parallel-consumer-vertx";
        }

        @Override
        public Child start(Stage stage, Topics topics) throws InterruptedException {
            return stage.peer(ParallelConsumerMain.class, Jvm.here().with(HEAP), task(stage, topics, order));
        }

        @Override
        public String remark(Child child) {
            return "";
        }
    }

    /** OkHttp and nothing else. */
    record BareHttp() implements Contestant {
        @Override
        public String name() {
            return "bare OkHttp";
        }

        @Override
        public Child start(Stage stage, Topics topics) throws InterruptedException {
            return stage.peer(BareHttpMain.class, Jvm.here().with(HEAP), task(stage, topics));
        }

        @Override
        public String remark(Child child) {
            return "";
        }
    }

    /** How many deliveries a dispatcher has moved to a retry topic without an attempt, since it started. */
    static double steppedAside(Child dispatcher) throws InterruptedException {
        return new Metrics(dispatcher.port()).sum("carteiro_dispatcher_moves_total");
    }

    private static List<String> task(Stage stage, Topics topics, String... more) {
        List<String> arguments = new ArrayList<>(new Task(stage.bootstrapServers(), topics.names().deliveries(),
                stage.unusedName("peer"), stage.receiverPort()).arguments());
        arguments.addAll(List.of(more));
        return arguments;
    }
}
