package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts fire when they should, and each has a runbook entry for the operator. */
class AlertsIT {
    private static final Path ROOT = Path.of(System.getProperty("carteiro.root"));
    private static final Path RULES = ROOT.resolve("deploy/prometheus/rules");
    private static final Path TESTS = ROOT.resolve("deploy/prometheus/tests");

    @Test
    void promtoolAcceptsTheRulesAndAllTheirCasesHold() throws Exception {
        Path promtool = PrometheusPrograms.require("promtool");
        assertThat(run(promtool, "check", RULES)).contains("SUCCESS").doesNotContain("FAILED");
        assertThat(run(promtool, "test", TESTS)).contains("SUCCESS").doesNotContain("FAILED");
    }

    @Test
    void everyAlertHasACaseThatFiresAndOneThatDoesNot() throws IOException {
        String cases = "";
        for (Path file : files(TESTS)) {
            cases += Files.readString(file);
        }
        List<String> without = new ArrayList<>();
        for (Alert alert : Alert.all(RULES)) {
            String pattern = "alertname: " + alert.name() + "\\n +exp_alerts:";
            if (!Pattern.compile(pattern + "\\n +- exp_labels").matcher(cases).find()) {
                without.add(alert.name() + " never fires");
            }
            if (!Pattern.compile(pattern + " \\[]").matcher(cases).find()) {
                without.add(alert.name() + " always fires");
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void everyAlertHasAnEntryInTheRunbookAndEveryEntryAnAlert() throws IOException {
        String runbook = Files.readString(ROOT.resolve("docs/runbook.md"));
        List<Alert> alerts = Alert.all(RULES);
        long declared = 0;
        for (Path file : files(RULES)) {
            declared += Files.readAllLines(file).stream().filter(line -> line.strip().startsWith("- alert:")).count();
        }
        assertThat(alerts).as("alerts that this test could read").hasSize(Math.toIntExact(declared));

        assertThat(Pattern.compile("(?m)^## (\\w+)$").matcher(runbook).results().map(title -> title.group(1)))
                .containsExactlyInAnyOrderElementsOf(alerts.stream().map(Alert::name).toList());
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(alert.runbook()).isEqualTo("docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT));
            String entry = runbook.substring(runbook.indexOf("## " + alert.name() + "\n") + 3).split("\n## ", 2)[0];
            assertThat(entry).as(alert.name()).contains("**Meaning.**", "**First look.**", "**Likely causes.**",
                    "**What to do.**");
        });
    }

    private static String run(Path promtool, String what, Path directory) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(promtool.toString(), what, "rules"));
        files(directory).forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
        }
    }
}
