package dev.carteiro.cli.start;

import dev.carteiro.broker.BrokerException;
import dev.carteiro.broker.BrokerSettings;
import dev.carteiro.broker.EmbeddedBroker;
import dev.carteiro.cli.logs.LoggingSetup;
import java.io.IOException;
import java.nio.file.Path;

/** A broker for {@link CacheTraining}, in a process of its own. It ends with its standard input. */
final class TrainingBroker {
    private TrainingBroker() {
    }

    /** @param arguments its data directory */
    @SuppressWarnings("SystemOut") // the parent waits for the line
    public static void main(String[] arguments) throws BrokerException, IOException {
        LoggingSetup.start(false);
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.at(Path.of(arguments[0])))) {
            System.out.println(broker.port());
            while (System.in.read() >= 0) {
                // nothing is said
            }
        }
    }
}
