package dev.carteiro.cli.run;

import dev.carteiro.runtime.settings.Settings;
import java.nio.file.Path;

/**
 * What everything in one process is told. Immutable.
 *
 * @param data where its data lives
 * @param kafkaPort on localhost; 0 for a free one
 * @param apiPort on localhost; 0 for a free one
 * @param metricsHost where the monitor listens
 * @param metricsPort 0 for a free one
 * @param settings of the roles
 */
public record PlatformSettings(Path data, int kafkaPort, int apiPort, String metricsHost, int metricsPort,
        Settings settings) {
}
