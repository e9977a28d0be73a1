package dev.carteiro.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One alert of the rule files. Parses only the form in which they are written, not all of YAML.
 *
 * @param expression as Prometheus evaluates it
 * @param runbook link to its entry
 */
record Alert(String name, String expression, String runbook) {
    private static final Pattern FORM = Pattern.compile(
            "- alert: (\\w+)\\n +expr: (?:>-\\n)?(.+?)\\n +(?:for|labels): .+?runbook: (\\S+)\\n", Pattern.DOTALL);

    /** A metric with its selector, without a range: the series that an alert needs to be able to fire. */
    private static final Pattern SELECTOR = Pattern.compile("\\b((?:carteiro|up)[a-z0-9_:]*)(\\{[^}]*})?");

    static List<Alert> all(Path rules) throws IOException {
        List<Alert> alerts = new ArrayList<>();
        try (Stream<Path> files = Files.list(rules)) {
            for (Path file : files.sorted().toList()) {
                Matcher alert = FORM.matcher(Files.readString(file));
                while (alert.find()) {
                    alerts.add(new Alert(alert.group(1), alert.group(2).strip(), alert.group(3)));
                }
            }
        }
        return alerts;
    }

    List<String> selectors() {
        return SELECTOR.matcher(expression).results().map(found -> found.group()).distinct().toList();
    }
}
