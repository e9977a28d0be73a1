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
 * Finds variables that begin as ours do and mean nothing, since a setting that has no effect is noticed late. Stateless.
 *
 * <p>Kubernetes sets variables for each service, {@code CARTEIRO_API_SERVICE_HOST} and others for one that is called
 * carteiro-api. They are not mistakes.
 */
final class UnknownVariables {
    /** What is not a setting; the last ones are read by the launcher and by Compose. */
    private static final Set<String> OTHERS = Set.of(LogFormat.VARIABLE, KafkaAddress.SERVERS_VARIABLE,
            KafkaAddress.CONFIG_VARIABLE, "CARTEIRO_JAVA_OPTS", "CARTEIRO_JAVA_HOME", "CARTEIRO_CACHE",
            "CARTEIRO_IMAGE");

    private static final Pattern OF_A_SERVICE = Pattern
            .compile("\\w+_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
    private static final Pattern ADDRESS_OF_A_SERVICE = Pattern.compile("(tcp|udp|sctp)://.*");

    private UnknownVariables() {
    }

    /** Returns one line about each. */
    static List<String> warnings(Map<String, String> environment) {
        List<String> warnings = new ArrayList<>();
        Settings.unknownVariables(environment.keySet()).forEach((variable, meant) -> {
            if (!OTHERS.contains(variable) && !isOfAService(variable, environment.getOrDefault(variable, ""))) {
                String suggestion = Suggestion.question(variable, OTHERS);
                warnings.add(
                        "the variable " + variable + " means nothing" + (suggestion.isEmpty() ? meant : suggestion));
            }
        });
        return warnings;
    }

    private static boolean isOfAService(String variable, String value) {
        return OF_A_SERVICE.matcher(variable).matches()
                || (variable.endsWith("_PORT") && ADDRESS_OF_A_SERVICE.matcher(value).matches());
    }
}
