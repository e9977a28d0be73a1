package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.admission.AdmissionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A change of policy is a change of the committed report, for everybody to see. */
class AdmissionReportTest {
    private static final Path REPORT = Path.of("src", "test", "resources", "dev", "carteiro", "dispatcher", "lane",
            "admission-report.md");

    /** With this property set to {@code write} the report is written, and the test passes. */
    private static final String PROPERTY = "carteiro.admission-report";

    @Test
    void theOutcomesOfAllScenariosAreThoseOfTheCommittedReport() throws IOException {
        String report = AdmissionReport.of(AdmissionScenarios.all(), AdmissionPolicy.DEFAULT);
        if ("write".equals(System.getProperty(PROPERTY))) {
            Files.writeString(REPORT, report);
        }
        String committed = Files.readString(REPORT);

        assertThat(diff(committed, report)).as("""
                the outcomes differ from %s: lines with - are the committed ones, lines with + those of this run.
                If the change is meant, write the report with -D%s=write and commit it""", REPORT, PROPERTY).isEmpty();
        assertThat(report).isEqualTo(committed);
    }

    @Test
    void aScenarioHasTheSameOutcomeEachTime() {
        List<AdmissionScenario> one = AdmissionScenarios.all().subList(0, 2);

        assertThat(AdmissionReport.of(one, AdmissionPolicy.DEFAULT))
                .isEqualTo(AdmissionReport.of(one, AdmissionPolicy.DEFAULT));
    }

    private static List<String> diff(String committed, String report) {
        List<String> before = committed.lines().toList();
        List<String> after = report.lines().toList();
        return Stream.concat(before.stream().filter(line -> !after.contains(line)).map(line -> "- " + line),
                after.stream().filter(line -> !before.contains(line)).map(line -> "+ " + line)).toList();
    }
}
