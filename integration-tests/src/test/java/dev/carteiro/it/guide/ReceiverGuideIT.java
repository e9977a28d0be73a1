package dev.carteiro.it.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carteiro.dispatcher.verdict.SendResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The code in {@code docs/receivers.md} accepts Carteiro's requests and rejects modified ones, in each language that is installed. The
 * code in {@code docs/receivers.pt-BR.md} is the same.
 */
class ReceiverGuideIT {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern LISTENING = Pattern.compile("listening on port (\\d+)");

    private final Guide guide = Guide.read("receivers.md");
    private final Guide guia = Guide.read("receivers.pt-BR.md");

    @TempDir
    private Path directory;

    private GuideWorkspace workbench;

    @BeforeEach
    void writePrograms() {
        workbench = new GuideWorkspace(directory, guide.programs());
    }

    @AfterEach
    void endPrograms() {
        workbench.close();
    }

    @Test
    void nodeAcceptsOnlyGenuineRequests() {
        assumeTrue(workbench.runs(GuideLanguage.NODE, "--version"), "node is not installed");
        assertJudged(GuideLanguage.NODE, any -> true);
    }

    @Test
    void pythonAcceptsOnlyGenuineRequests() {
        assumePython();
        assertJudged(GuideLanguage.PYTHON, some -> !some.needsPublicKeys());
    }

    @Test
    void pythonWithCryptographyVerifiesWithPublicKeys() {
        assumePython();
        assumeTrue(workbench.runs(GuideLanguage.PYTHON, "-c", "import cryptography"),
                "the Python package cryptography is not installed");
        assertJudged(GuideLanguage.PYTHON, VerificationCase::needsPublicKeys);
    }

    @Test
    void javaAcceptsOnlyGenuineRequests() {
        assertJudged(GuideLanguage.JAVA, some -> !some.needsJson());
    }

    @Test
    void theInboxAcceptsEachDeliveryOnceAndForgetsOnlyFinishedOnes() {
        assumePython();
        assertThat(workbench.drive(GuideLanguage.PYTHON, "driver_inbox.py", List.of())).containsExactly("True False",
                "False", "False True", "[b'one', b'one']");
    }

    @Test
    void theWholeReceiverProcessesEachDeliveryOnce() {
        assumePython();
        workbench.serve(GuideLanguage.PYTHON, Map.of("WEBHOOK_SECRET", SECRET), "receiver.py", "0");
        Awaitility.await().atMost(TIMEOUT).until(() -> LISTENING.matcher(workbench.output()).find());
        Matcher listening = LISTENING.matcher(workbench.output());
        assertThat(listening.find()).isTrue();
        String url = "http://127.0.0.1:" + listening.group(1) + "/";

        try (CarteiroSender carteiro = new CarteiroSender()) {
            assertThat(send(carteiro, url, "dlv_1", 1, SECRET)).as(workbench::errors)
                    .isEqualTo(new SendResult.StatusReceived(204, null, ""));
            assertThat(send(carteiro, url, "dlv_1", 2, SECRET)).isEqualTo(new SendResult.StatusReceived(204, null, ""));
            assertThat(send(carteiro, url, "dlv_2", 1, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))
                    .isEqualTo(new SendResult.StatusReceived(401, null, ""));
            assertThat(send(carteiro, url, "dlv_3", 1, SECRET)).isEqualTo(new SendResult.StatusReceived(204, null, ""));
        }

        Awaitility.await().atMost(TIMEOUT).until(() -> workbench.output().contains("dlv_3"));
        assertThat(workbench.output().lines().filter(line -> line.startsWith("received"))).hasSize(2)
                .anyMatch(line -> line.contains("\"dlv_1\"")).anyMatch(line -> line.contains("\"dlv_3\""));
    }

    @Test
    void bothGuidesHaveTheSameCodeAndStructure() {
        assertThat(guia.instructions()).isEqualTo(guide.instructions());
        assertThat(guia.structure()).isEqualTo(guide.structure());
        assertThat(guide.programs()).hasSize(20);
    }

    private void assertJudged(GuideLanguage language, Predicate<VerificationCase> wanted) {
        List<VerificationCase> cases = VerificationCases.all().stream().filter(wanted).toList();
        List<String> verdicts = workbench.drive(language, language.driver(),
                cases.stream().map(VerificationCase::line).toList());

        assertThat(verdicts).hasSameSizeAs(cases);
        assertThat(named(cases, verdicts))
                .isEqualTo(named(cases, cases.stream().map(VerificationCase::verdict).toList()));
        assertThat(cases).hasSizeGreaterThan(15);
    }

    private static List<String> named(List<VerificationCase> cases, List<String> verdicts) {
        return IntStream.range(0, cases.size())
                .mapToObj(i -> cases.get(i).scheme() + ", " + cases.get(i).name() + ": " + verdicts.get(i)).toList();
    }

    private static SendResult send(CarteiroSender carteiro, String url, String delivery, int attempt, String secret) {
        return carteiro.sendsTo(url, "standard", CarteiroSender.delivery(delivery, "a.b", Map.of(),
                "{\"event\":\"a.b\",\"data\":{\"id\":\"" + delivery + "\"}}"), attempt, Instant.now(), secret);
    }

    private void assumePython() {
        assumeTrue(workbench.runs(GuideLanguage.PYTHON, "--version"), "python3 is not installed");
    }
}
