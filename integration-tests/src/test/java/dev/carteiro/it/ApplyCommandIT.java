package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.subscription.RegistrarRules;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Repeated application of a directory of subscriptions. */
@ExtendWith(SharedBroker.class)
class ApplyCommandIT {
    private static final String CRM = "{\"id\":\"crm\",\"targetUrl\":\"https://example.com/crm\",\"events\":[\"a\"]}";
    private static final String ERP = "{\"id\":\"erp\",\"targetUrl\":\"https://example.com/erp\",\"events\":[\"b\"],"
            + "\"secrets\":[\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"]}";

    @TempDir
    private Path state;

    @TempDir
    private Path hooks;

    private Broker broker;
    private Pipeline pipeline;

    @BeforeEach
    void start(Broker shared) throws IOException {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), state);
        pipeline.startRouter("one");
        Files.writeString(hooks.resolve("crm.json"), CRM);
        Files.writeString(hooks.resolve("erp.json"), ERP);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    private CommandRun apply(String... options) {
        List<String> arguments = new ArrayList<>(List.of("subscriptions", "apply", hooks.toString()));
        arguments.addAll(List.of(options));
        if (!arguments.contains("-o")) {
            arguments.addAll(List.of("-o", "table"));
        }
        return CommandRun.of(broker.bootstrapServers(), broker.prefix(), arguments.toArray(String[]::new));
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(broker.bootstrapServers(), broker.prefix(), arguments);
    }

    private int written() {
        return broker.readAll(pipeline.names().subscriptions()).size();
    }

    @Test
    void anExportWithSecretsCanBeAppliedAgainWithoutDifferences(@TempDir Path elsewhere) throws IOException {
        assertThat(apply().status()).isZero();
        Path backup = elsewhere.resolve("backup.jsonl");

        CommandRun export = run("subscriptions", "export", backup.toString());
        assertThat(export.status()).isZero();
        assertThat(export.err()).containsExactly("2 subscriptions in " + backup);
        assertThat(Files.readAllLines(backup)).containsExactly(CRM, ERP);
        assertThat(Files.getPosixFilePermissions(backup)).containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE);

        CommandRun again = run("subscriptions", "apply", backup.toString(), "--dry-run", "-o", "table");
        assertThat(again.out()).endsWith("0 to create, 0 to change, 0 to delete, 2 unchanged");
    }

    @Test
    void writesOnlyDifferences() throws IOException {
        CommandRun dry = apply("--dry-run");
        assertThat(dry.err()).isEmpty();
        assertThat(dry.status()).isZero();
        assertThat(dry.out()).containsExactly("+ crm  to create: a to https://example.com/crm",
                "+ erp  to create: b to https://example.com/erp", "2 to create, 0 to change, 0 to delete, 0 unchanged");
        assertThat(written()).isZero();

        assertThat(apply().out()).endsWith("crm applied", "erp applied");
        assertThat(written()).isEqualTo(2);

        CommandRun again = apply();
        assertThat(again.status()).isZero();
        assertThat(again.out()).containsExactly("= crm  unchanged", "= erp  unchanged",
                "0 to create, 0 to change, 0 to delete, 2 unchanged");
        assertThat(written()).isEqualTo(2);

        Files.writeString(hooks.resolve("erp.json"), ERP.replace("\"b\"", "\"c\""));
        assertThat(apply().out()).containsExactly("= crm  unchanged", "~ erp  to change",
                "    events: [\"b\"] -> [\"c\"]", "0 to create, 1 to change, 0 to delete, 1 unchanged", "erp applied");
        assertThat(apply("--rewrite").out()).endsWith("crm applied", "erp applied");
        assertThat(written()).isEqualTo(5);
    }

    @Test
    void checksNetworksByTheRoutersRulesBeforeItWrites() throws IOException {
        Awaitility.await().until(() -> broker.readAll(pipeline.names().endpointStatus()).size() == 1);
        Files.writeString(hooks.resolve("local.json"),
                "{\"id\":\"local\",\"targetUrl\":\"http://127.0.0.1:9000/\",\"events\":[\"a\"]}");
        assertThat(apply("--dry-run").status()).as("the router's networks").isZero();
        Files.writeString(hooks.resolve("lan.json"),
                "{\"id\":\"lan\",\"targetUrl\":\"http://10.1.2.3/\",\"events\":[\"a\"]}");

        for (CommandRun run : List.of(apply("--dry-run"), apply(), apply("--allow-target", "10.0.0.0/8"))) {
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err())
                    .containsExactly("carteiro: lan rejected: /targetUrl: 10.1.2.3 is a private address; an"
                            + " operator can allow its network with --allow-target 10.0.0.0/8");
            assertThat(written()).isZero();
        }
    }

    @Test
    void warnsThatNetworksAreNotCheckedIfNoRouterHasPublishedItsRules() throws IOException {
        Awaitility.await().until(() -> broker.readAll(pipeline.names().endpointStatus()).size() == 1);
        broker.produce(pipeline.names().endpointStatus(), RegistrarRules.KEY, null);
        Files.writeString(hooks.resolve("lan.json"),
                "{\"id\":\"lan\",\"targetUrl\":\"http://10.1.2.3/\",\"events\":[\"a\"]}");

        CommandRun dry = apply("--dry-run");
        assertThat(dry.status()).isZero();
        assertThat(dry.err())
                .containsExactly("carteiro: warning: the networks of 1 target are not checked here: no router has"
                        + " published its allowed networks");
    }

    @Test
    void deletesExistingSubscriptionsAndNamesMissingOnes() {
        assertThat(apply().status()).isZero();

        CommandRun deleted = run("subscriptions", "delete", "crmm", "erp");
        assertThat(deleted.status()).isEqualTo(1);
        assertThat(deleted.out()).containsExactly("erp deleted");
        assertThat(deleted.err()).containsExactly("carteiro: no subscription crmm; did you mean crm?");

        CommandRun again = run("subscriptions", "delete", "--if-exists", "erp");
        assertThat(again.status()).isZero();
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).isEmpty();
        assertThat(written()).isEqualTo(3);
    }

    @Test
    void rejectsAMalformedNewSecretAndWarnsAboutAShortOne() throws IOException {
        String doubtful = ERP.replace("whsec_", "v1,whsec_");
        Files.writeString(hooks.resolve("erp.json"), doubtful);
        CommandRun rejected = apply();
        assertThat(rejected.status()).isEqualTo(1);
        assertThat(rejected.err()).singleElement().asString()
                .startsWith("carteiro: erp rejected: /secrets/0: looks like"
                        + " whsec_, whsk_ or whpk_, but does not start with exactly this prefix")
                .doesNotContain("MfKQ9");
        assertThat(written()).isZero();

        // An older router has accepted it.
        broker.produce(pipeline.names().applied(), "erp", doubtful.replace("\"id\":\"erp\",", ""));
        Awaitility.await().until(() -> apply("--rewrite").status() == 0);

        Files.writeString(hooks.resolve("erp.json"), ERP.replaceFirst("whsec_[^\"]*", "short"));
        CommandRun warned = apply();
        assertThat(warned.status()).isZero();
        assertThat(warned.err())
                .contains("carteiro: warning: erp: /secrets/0: is a key of 5 bytes, which is vulnerable to"
                        + " brute force; use at least 16 bytes, or generate one by rotating the secrets");
    }

    @Test
    void prunesMissingSubscriptionsAfterTheOthersAreApplied() throws IOException {
        assertThat(apply().status()).isZero();
        Files.delete(hooks.resolve("erp.json"));
        assertThat(apply().out()).as("without --prune").containsExactly("= crm  unchanged",
                "0 to create, 0 to change, 0 to delete, 1 unchanged");

        assertThat(apply("--prune", "--dry-run").out()).containsExactly("= crm  unchanged",
                "- erp  to delete: b to https://example.com/erp", "0 to create, 0 to change, 1 to delete, 1 unchanged");
        assertThat(apply("--prune").out()).endsWith("erp deleted");
        assertThat(broker.readAll(pipeline.names().applied()).getLast().value()).isNull();
    }

    @Test
    void doesNotPruneAnEmptyDirectoryByMistake() throws IOException {
        assertThat(apply().status()).isZero();
        Files.delete(hooks.resolve("crm.json"));
        Files.delete(hooks.resolve("erp.json"));

        CommandRun refused = apply("--prune");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).singleElement().asString()
                .startsWith("carteiro: --prune would delete 2 of 2 subscriptions, which is most of them");
        assertThat(written()).isEqualTo(2);
        assertThat(apply("--prune", "--prune-most").out()).endsWith("crm deleted", "erp deleted");
    }

    @Test
    void deletesNothingIfTheRegistrarRejectedSomething() throws IOException {
        assertThat(apply().status()).isZero();
        // Removes the registrar's published rules, so that the command line cannot reject it first.
        Awaitility.await().until(() -> broker.readAll(pipeline.names().endpointStatus()).size() == 1);
        broker.produce(pipeline.names().endpointStatus(), RegistrarRules.KEY, null);
        Files.writeString(hooks.resolve("crm.json"), CRM.replace("https://example.com", "http://10.0.0.1"));
        Files.delete(hooks.resolve("erp.json"));

        CommandRun run = apply("--prune");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasSize(3);
        assertThat(run.err().get(1)).startsWith("carteiro: crm rejected: ");
        assertThat(run.err().getLast())
                .isEqualTo("carteiro: some subscriptions were not applied, so nothing was deleted");
        assertThat(broker.readAll(pipeline.names().applied())).hasSize(2);
    }

    @Test
    void printsJsonForPrograms() {
        assertThat(apply("-o", "json").out()).containsExactly(
                "{\"subscription\":\"crm\",\"change\":\"create\",\"new\":{\"targetUrl\":"
                        + "\"https://example.com/crm\",\"events\":[\"a\"]}}",
                "{\"subscription\":\"erp\",\"change\":\"create\",\"new\":{\"targetUrl\":"
                        + "\"https://example.com/erp\",\"events\":[\"b\"],\"secrets\":[\"***\"]}}",
                "{\"subscription\":\"crm\",\"result\":\"applied\"}",
                "{\"subscription\":\"erp\",\"result\":\"applied\"}");
        CommandRun one = CommandRun.of(broker.bootstrapServers(), broker.prefix(), "subscriptions", "get", "erp");
        assertThat(one.out()).containsExactly("{\"id\":\"erp\",\"targetUrl\":\"https://example.com/erp\","
                + "\"events\":[\"b\"],\"secrets\":[\"***\"]}");
    }
}
