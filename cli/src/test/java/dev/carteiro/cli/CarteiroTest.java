package dev.carteiro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Output and exit status of commands that need no Kafka. */
class CarteiroTest {
    private record CommandResult(int status, String out, String err) {
    }

    private static CommandResult run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Carteiro.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandResult(status, out.toString(), err.toString());
    }

    @Test
    void wrongUsageIsOneLineWithTheHelpToReadAndStatusTwo() {
        assertThat(run("--foo"))
                .isEqualTo(new CommandResult(2, "", "carteiro: unknown option --foo; see carteiro --help\n"));
        assertThat(run("rooter")).isEqualTo(new CommandResult(2, "",
                "carteiro: unknown command 'rooter'; did you mean router?; see carteiro --help\n"));
        assertThat(run("subscriptions", "lst")).isEqualTo(new CommandResult(2, "",
                "carteiro: unknown command 'lst'; did you mean list?; see carteiro subscriptions --help\n"));
        assertThat(run("up", "--dta", "x")).isEqualTo(new CommandResult(2, "",
                "carteiro: unknown option --dta; did you mean --data?; see carteiro up --help\n"));
        assertThat(run("token", "x")).isEqualTo(new CommandResult(2, "",
                "carteiro: unexpected argument 'x'; see carteiro token --help\n"));
    }

    @Test
    void aWrongValueIsReportedWithTheAcceptedValues() {
        assertThat(run("up", "--kafka-port", "abc")).isEqualTo(new CommandResult(2, "",
                "carteiro: --kafka-port 'abc' is not a number from 0 to 65535; see carteiro up --help\n"));
        assertThat(run("up", "--kafka-port=65536")).isEqualTo(new CommandResult(2, "",
                "carteiro: --kafka-port '65536' is not a number from 0 to 65535; see carteiro up --help\n"));
        assertThat(run("up", "--kafka-port")).isEqualTo(new CommandResult(2, "",
                "carteiro: --kafka-port needs a value: a number from 0 to 65535; see carteiro up --help\n"));
        assertThat(run("subscriptions", "delete", "crm", "--wait", "soon")).isEqualTo(new CommandResult(2, "",
                "carteiro: --wait 'soon' is not a duration: a whole number followed by ms, s, m, h or d, for example"
                        + " 500ms, 5s, 30m, 2h, 7d; see carteiro subscriptions delete --help\n"));
        assertThat(run("subscriptions", "delete")).isEqualTo(new CommandResult(2, "",
                "carteiro: ID is missing: subscriptions to delete; see carteiro subscriptions delete --help\n"));
        assertThat(run("subscriptions", "list", "-o", "yaml")).isEqualTo(new CommandResult(2, "",
                "carteiro: --output 'yaml' is not one of table, json; see carteiro subscriptions list --help\n"));
        assertThat(run("dead-letters", "list", "--limit", "many")).isEqualTo(new CommandResult(2, "",
                "carteiro: --limit 'many' is not a whole number; see carteiro dead-letters list --help\n"));
    }

    @Test
    void aSubjectAloneShowsItsCommands() {
        CommandResult run = run("subscriptions");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: carteiro subscriptions COMMAND [OPTIONS]\n")
                .contains("\n  list    Shows the subscriptions in force\n");
        assertThat(run().out()).contains("\nStart:\n", "\nPublish:\n", "\nWatch:\n", "\nOperate:\n",
                "\n  dead-letters ");
    }

    @Test
    void generalOptionsAreShownOnlyByHelpAll() {
        CommandResult run = run("subscriptions", "list", "--help");
        assertThat(run.out()).contains("--output", "(general options: carteiro subscriptions list --help-all)")
                .doesNotContain("--verbose", "--log-format", "--set", "--kafka-config", "--version");
        assertThat(run("subscriptions", "list", "--help-all").out()).contains("--output", "--verbose", "--log-format",
                "--set", "--kafka-config", "--version").doesNotContain("(general options");
        assertThat(run("router", "--help").out()).contains("--set", "--kafka-config", "--allow-target")
                .doesNotContain("--verbose");
    }

    @Test
    void aLogFormatInAVariableIsCheckedLikeOneInAnOption() {
        StringWriter err = new StringWriter();
        int status = Carteiro.commandLine(Map.of("CARTEIRO_LOG_FORMAT", "xml")).setErr(new PrintWriter(err, true))
                .execute("token", "--scope", "read");
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("carteiro: CARTEIRO_LOG_FORMAT is 'xml'; accepted is text or json\n");
        assertThat(run("token", "--log-format", "xml").err())
                .isEqualTo("carteiro: --log-format 'xml' is not one of text, json; see carteiro token --help\n");
    }

    @Test
    void helpForAnUnknownCommandIsWrongUsage() {
        String unknown = "carteiro: unknown command 'rooter'; did you mean router?; see carteiro --help\n";
        assertThat(run("help", "rooter")).isEqualTo(new CommandResult(2, "", unknown));
        assertThat(run("rooter", "--help")).isEqualTo(new CommandResult(2, "", unknown));
        assertThat(run("help", "subscriptions", "list").out()).isEqualTo(run("subscriptions", "list", "--help").out());
    }

    @Test
    void aCallBuildsOnlyTheCommandsThatItNames() {
        CommandLine line = CommandTree.forArguments(new Carteiro(),
                List.of("--verbose", "subscriptions", "list", "up"));
        assertThat(line.getSubcommands()).containsOnlyKeys("subscriptions", "up");
        CommandLine subject = Objects.requireNonNull(line.getSubcommands().get("subscriptions"));
        assertThat(subject.getSubcommands()).containsOnlyKeys("list");
    }

    @Test
    void aRoleWithoutBrokersSaysHowToNameThem() {
        assertThat(run("router"))
                .isEqualTo(new CommandResult(2, "", "carteiro: no Kafka brokers given: use --bootstrap-servers"
                        + " HOST:PORT,... or --kafka-config FILE with a line bootstrap.servers=HOST:PORT,...\n"));
    }

    @Test
    void aWrongSettingIsRejectedBeforeAnythingStarts(@TempDir Path directory) {
        Path data = directory.resolve("data");
        assertThat(run("up", "--data", data.toString(), "--set", "router.threads=x")).isEqualTo(new CommandResult(2, "",
                "carteiro: invalid value 'x' for setting router.threads: use a whole number from 1 to 64\n"));
        assertThat(data).doesNotExist();
    }

    @Test
    void anUnknownProfileIsRejectedWithTheKnownOnes(@TempDir Path directory) {
        for (String name : List.of("api.default-profile", "api.default-profile.context.doc-signature")) {
            assertThat(run("up", "--data", directory.resolve("data").toString(), "--set", name + "=catalysa"))
                    .isEqualTo(
                            new CommandResult(2, "", "carteiro: invalid value 'catalysa' for setting " + name
                                    + ": use standard, twenty,"
                                    + " checkmob, grafeno, catalisa, titan, cloudevents, cloudevents-binary, raw\n"));
        }
    }

    @Test
    void aDataDirectoryThatIsAFileIsRejected(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(run("up", "--data", file.toString(), "--kafka-port", "0", "--api-port", "0", "--metrics-port", "0"))
                .isEqualTo(
                        new CommandResult(1, "", "carteiro: " + file + " is a file: choose a directory with --data\n"));
    }

    @Test
    void anInvalidEventNamesFileAndLineAndNothingIsPublished(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("events.jsonl"), """
                {"event":"person.created","data":{}}

                {"event":"person.created"}
                """);
        assertThat(run("events", "publish", file.toString())).isEqualTo(new CommandResult(1, "", "carteiro: " + file
                + ":3: 'data' is missing; it must be an object; nothing was published\n"));
    }

    @Test
    void anInvalidSubscriptionIsRejectedBeforeKafkaIsUsed(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("s.json"), """
                {"id": "crm", "targetUrl": "https://example.com/", "events": ["a"], "maxInFlight": 0}""");
        CommandResult run = run("subscriptions", "apply", file.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("carteiro: crm rejected: /maxInFlight: ").hasLineCount(1);
    }

    @Test
    void aPrintedIdHoldsNoControlCharacters(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("s.json"),
                """
                        {"id": "a\\u001b[2J\\ncarteiro: forged\\u202e", "targetUrl": "https://example.com/", "events": ["a"]}""");

        assertThat(run("subscriptions", "apply", file.toString())).isEqualTo(new CommandResult(1, "",
                "carteiro: a?[2J?carteiro:"
                        + " forged? rejected: the record's key must be the subscription id: 1 to 256 characters without control"
                        + " characters\n"));
    }

    @Test
    void aRejectedSubscriptionNamesTheSecretThatItsProfileNeeds(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("s.json"), """
                {"id": "crm", "targetUrl": "https://example.com/", "events": ["a"], "profile": "grafeno",
                 "secrets": ["hush"]}""");

        assertThat(run("subscriptions", "apply", file.toString())).isEqualTo(new CommandResult(1, "",
                "carteiro: crm rejected:"
                        + " /secrets: profile 'grafeno' signs with RSA: add exactly one PEM private key of at least 2048"
                        + " bits\n"));
    }

    @Test
    void pruningRejectsOptionsThatContradictIt(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("s.json"), "{}");
        String help = "; see carteiro subscriptions apply --help\n";
        assertThat(run("subscriptions", "apply", file.toString(), "--prune")).isEqualTo(new CommandResult(2, "",
                "carteiro: --prune accepts only directories: subscriptions that are not in them are deleted" + help));
        assertThat(run("subscriptions", "apply", "-", directory.toString(), "--prune").status()).isEqualTo(2);
        assertThat(run("subscriptions", "apply", directory.toString(), "--prune", "--no-wait"))
                .isEqualTo(new CommandResult(2, "",
                        "carteiro: --prune deletes only after all others are applied: remove --no-wait" + help));
        assertThat(run("subscriptions", "apply", directory.toString(), "--tenant", "acme"))
                .isEqualTo(new CommandResult(2, "",
                        "carteiro: --tenant and --prune-most need --prune" + help));
        assertThat(run("subscriptions", "apply", directory.toString(), "--id", "a")).isEqualTo(new CommandResult(2, "",
                "carteiro: --id needs a single FILE" + help));
    }

    @Test
    void aDirectoryWithoutSubscriptionFilesIsRejected(@TempDir Path directory) {
        assertThat(run("subscriptions", "apply", directory.toString()))
                .isEqualTo(new CommandResult(1, "", "carteiro: the directory "
                        + directory + " holds no .json, .jsonl or .ndjson file\n"));
    }

    @Test
    void tailNamesTheFilterThatIsInvalid() {
        assertThat(run("deliveries", "tail", "--outcome", "lost").err())
                .startsWith("carteiro: unknown --outcome 'lost': use one of delivered, retry, dead, cancelled")
                .hasLineCount(1);
        assertThat(run("deliveries", "tail", "--since", "yesterday")).isEqualTo(new CommandResult(2, "",
                "carteiro: invalid"
                        + " --since 'yesterday': use a time such as 2025-02-10T15:30:00Z, or a duration before now such as 30m,"
                        + " 2h, 7d\n"));
    }

    static Stream<List<String>> commands() {
        return Stream.of(List.of(), List.of("up"), List.of("demo"), List.of("router"), List.of("dispatcher"),
                List.of("api"),
                List.of("topics"), List.of("subscriptions"), List.of("subscriptions", "apply"),
                List.of("subscriptions", "list"), List.of("subscriptions", "get"), List.of("subscriptions", "delete"),
                List.of("events"), List.of("events", "publish"), List.of("dead-letters"), List.of("deliveries"),
                List.of("deliveries", "tail"),
                List.of("dead-letters", "list"), List.of("dead-letters", "redrive"), List.of("token"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExample(List<String> command) {
        String[] arguments = Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new);
        CommandResult run = run(arguments);
        assertThat(run.status()).isEqualTo(CommandLine.ExitCode.OK);
        assertThat(run.out()).contains("Usage: ", "Examples:");
    }
}
