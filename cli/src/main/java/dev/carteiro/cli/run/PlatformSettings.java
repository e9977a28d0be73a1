package dev.carteiro.cli.run;

import dev.carteiro.runtime.settings.Settings;
import java.nio.file.Path;

/**
 * The settings of a platform in one process. Immutable.
 *
 * @param data the data directory
 * @param kafkaPort the broker's port on localhost; 0 for a free one
 * @param apiPort the API's port on localhost; 0 for a free one
 * @param metricsHost the address that the monitor listens on
 * @param metricsPort the monitor's port; 0 for a free one
 * @param settings the settings of the roles
 */
public record PlatformSettings(Path data, int kafkaPort, int apiPort, String metricsHost, int metricsPort,
        Settings settings) {
}
