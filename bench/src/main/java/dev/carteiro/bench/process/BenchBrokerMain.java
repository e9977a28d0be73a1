package dev.carteiro.bench.process;

import dev.carteiro.broker.BrokerException;
import dev.carteiro.broker.BrokerSettings;
import dev.carteiro.broker.EmbeddedBroker;
import dev.carteiro.cli.logs.LoggingSetup;
import java.nio.file.Path;

/** The broker's process. Argument: its data directory. One thread; a signal ends it. */
public final class BenchBrokerMain {
    private BenchBrokerMain() {
    }

    @SuppressWarnings("SystemOut") // the parent process waits for the line
    public static void main(String[] arguments) throws BrokerException, InterruptedException {
        LoggingSetup.start(false);
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.at(Path.of(arguments[0])), line -> {
            System.err.println(line);
            Runtime.getRuntime().halt(1);
        });
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(broker::close));
        System.out.println("the broker is ready on port " + broker.port());
        Thread.currentThread().join();
    }
}
