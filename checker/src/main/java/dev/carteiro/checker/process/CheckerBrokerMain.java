package dev.carteiro.checker.process;

import dev.carteiro.broker.BrokerException;
import dev.carteiro.broker.BrokerSettings;
import dev.carteiro.broker.EmbeddedBroker;
import dev.carteiro.cli.logs.LoggingSetup;
import java.nio.file.Path;

/**
 * The broker's process. Arguments: its data directory and its port. One thread. A signal ends it, and so does the end of the
 * checker's process for any reason.
 */
public final class CheckerBrokerMain {
    /** Few groups and transactional ids exist; more partitions would only make restarts slower. */
    private static final int INTERNAL_PARTITIONS = 4;

    private CheckerBrokerMain() {
    }

    @SuppressWarnings("SystemOut") // the parent process waits for the line
    public static void main(String[] arguments) throws BrokerException, InterruptedException {
        LoggingSetup.start(false);
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.at(Path.of(arguments[0]))
                .withPort(Integer.parseInt(arguments[1])).withInternalPartitions(INTERNAL_PARTITIONS), line -> {
                    System.err.println(line);
                    Runtime.getRuntime().halt(1);
                });
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(broker::close));
        ProcessHandle.current().parent().ifPresent(checker -> Thread.ofVirtual().start(() -> {
            checker.onExit().join();
            Runtime.getRuntime().halt(0);
        }));
        System.out.println("the broker is ready on port " + broker.port());
        Thread.currentThread().join();
    }
}
