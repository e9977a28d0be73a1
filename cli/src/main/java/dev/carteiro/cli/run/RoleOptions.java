package dev.carteiro.cli.run;

import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.wiring.RoleSettings;
import dev.carteiro.runtime.monitor.MonitorSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every role takes. Filled by picocli. */
final class RoleOptions {
    @Mixin
    private final ClusterOptions kafka = new ClusterOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--instance-id", paramLabel = "NAME", description = "Unique and stable name among all processes of this role. Made up by default; with a stable one"
            + " a restart is quicker, because nobody waits for the old process.")
    private @Nullable String instanceId;

    @Option(names = "--metrics-host", paramLabel = "HOST", defaultValue = "0.0.0.0", description = "Where /metrics and /health listen; ${DEFAULT-VALUE} by default, which is all addresses of IPv4; :: for those"
            + " of IPv6, too.")
    private String metricsHost = "0.0.0.0";

    @Option(names = "--metrics-port", paramLabel = "PORT", defaultValue = "9464", description = "For /metrics, /health/live and /health/ready; ${DEFAULT-VALUE} by default, 0 for a free one.")
    private int metricsPort;

    MonitorSettings monitor(RoleSettings wiring) {
        return RoleSettings.monitor(wiring.settings(), metricsHost, metricsPort);
    }

    RoleSettings wiring(String role) {
        // Instances of the API are all alike: no name matters.
        Map<String, String> own = instanceId == null || role.equals("api")
                ? Map.of()
                : Map.of(role + ".instance-id", instanceId);
        return new RoleSettings(settings.load(own), kafka.access());
    }
}
