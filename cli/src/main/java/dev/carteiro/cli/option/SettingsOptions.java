package dev.carteiro.cli.option;

import dev.carteiro.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings: defaults, context, file, environment, options; the later override the earlier. Filled by picocli. */
public final class SettingsOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Settings, as NAME=VALUE lines; also as variables, CARTEIRO_ROUTER_THREADS for router.threads.")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "One setting, for example topics.prefix=hooks.; repeatable.")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(names = "--allow-target", paramLabel = "CIDR", description = "A private network that targets may be in, for example 127.0.0.0/8; repeatable. None by default.")
    private List<String> allowed = List.of();

    public Settings load() {
        return load(Map.of());
    }

    /**
     * Loads the settings, with additional allowed targets.
     *
     * @param targets networks to allow besides those of the settings
     */
    public Settings loadWithTargets(List<String> targets) {
        Set<String> all = new LinkedHashSet<>(load().list("targets.allow"));
        all.addAll(targets);
        return load(Map.of("targets.allow", String.join(",", all)));
    }

    /**
     * Loads the settings.
     *
     * @param own settings from a command's own options; they override all others
     */
    public Settings load(Map<String, String> own) {
        Map<String, String> commandLine = new LinkedHashMap<>(given);
        if (!allowed.isEmpty()) {
            commandLine.put("targets.allow", String.join(",", allowed));
        }
        commandLine.putAll(own);
        Invocation invocation = Invocation.current();
        ClusterContext context = invocation.context();
        return Settings.load(context == null ? Map.of() : context.settings(), file, invocation.environment(),
                commandLine);
    }
}
