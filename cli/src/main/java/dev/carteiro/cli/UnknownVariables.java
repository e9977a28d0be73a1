package dev.carteiro.cli;

import dev.carteiro.cli.logs.LogFormat;
import dev.carteiro.cli.option.KafkaAddress;
import dev.carteiro.runtime.settings.Settings;
import dev.carteiro.schemas.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds variables with Carteiro's prefix that have no effect, since a mistyped setting is otherwise noticed late. Stateless.
 *
 * <p>Kubernetes sets variables for each service, for example {@code CARTEIRO_API_SERVICE_HOST} for a service named
 * carteiro-api. They are not mistakes.
 */
final class UnknownVariables {
    /** Variables that are not settings; the launcher and Compose read the last ones. */
    private static final Set<String> OTHER_VARIABLES = Set.of(LogFormat.VARIABLE, KafkaAddress.SERVERS_VARIABLE,
            KafkaAddress.CONFIG_VARIABLE, "CARTEIRO_JAVA_OPTS", "CARTEIRO_JAVA_HOME", "CARTEIRO_CACHE",
            "CARTEIRO_IMAGE");

    private static final Pattern SERVICE_VARIABLE = Pattern
            .compile("\\w+_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private UnknownVariables() {
    }

    /** Returns one line for each unknown variable. */
    static List<String> warnings(Map<String, String> environment) {
        List<String> warnings = new ArrayList<>();
        Settings.unknownVariables(environment.keySet()).forEach((variable, meant) -> {
            if (!OTHER_VARIABLES.contains(variable)
                    && !isServiceVariable(variable, environment.getOrDefault(variable, ""))) {
                String other = Suggestion.question(variable, OTHER_VARIABLES);
                String suggestion = other.isEmpty() ? meant : other;
                warnings.add("unknown environment variable " + variable
                        + (suggestion.isEmpty() ? ": it has no effect" : suggestion));
            }
        });
        return warnings;
    }

    private static boolean isServiceVariable(String variable, String value) {
        return SERVICE_VARIABLE.matcher(variable).matches()
                || (variable.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches());
    }
}
