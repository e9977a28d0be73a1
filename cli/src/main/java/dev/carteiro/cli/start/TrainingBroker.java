package dev.carteiro.cli.start;

import dev.carteiro.broker.BrokerException;
import dev.carteiro.broker.BrokerSettings;
import dev.carteiro.broker.EmbeddedBroker;
import dev.carteiro.cli.logs.LoggingSetup;
import java.io.IOException;
import java.nio.file.Path;

/** A broker for {@link CacheTraining}, in a separate process that ends at the end of its standard input. */
final class TrainingBroker {
    private TrainingBroker() {
    }

    /**
     * Runs a broker and prints its port.
     *
     * @param arguments the data directory
     */
    @SuppressWarnings("SystemOut") // the parent process reads the line
    public static void main(String[] arguments) throws BrokerException, IOException {
        LoggingSetup.start(false);
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.at(Path.of(arguments[0])))) {
            System.out.println(broker.port());
            while (System.in.read() >= 0) {
                // The input is ignored until its end.
            }
        }
    }
}
