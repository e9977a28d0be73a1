package dev.carteiro.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.cli.Carteiro;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The context commands and the cluster that they select; no Kafka is needed. */
class ContextCommandTest {
    private record CommandResult(int status, String out, String err) {
    }

    @TempDir
    private Path configuration;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void ownConfiguration() {
        environment.put("XDG_CONFIG_HOME", configuration.toString());
    }

    private Path file() {
        return configuration.resolve("carteiro/contexts.properties");
    }

    private CommandResult run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Carteiro.commandLine(environment).setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandResult(status, out.toString(), err.toString());
    }

    @Test
    void theFirstContextIsInUseUntilAnotherIsSelected() throws Exception {
        assertThat(run("context", "show").out())
                .isEqualTo("commands use localhost:9092, by default: no context is in use\n");
        assertThat(run("context", "set", "production", "--bootstrap-servers", "k1,k2:9093"))
                .isEqualTo(new CommandResult(0, "context production is set and in use\n", ""));
        assertThat(run("context", "set", "staging", "--bootstrap-servers", "s1:9092", "--set", "topics.prefix=hooks."))
                .isEqualTo(new CommandResult(0, "context staging is set\n", ""));
        assertThat(run("context", "use", "staging")).isEqualTo(new CommandResult(0, "context staging is in use\n", ""));
        assertThat(run("context", "show").out()).isEqualTo("""
                   NAME        BROKERS          KAFKA CONFIG  SETTINGS
                   production  k1:9092,k2:9093  -             -
                *  staging     s1:9092          -             topics.prefix=hooks.
                commands use s1:9092, from the context staging in %s
                """.formatted(file()));
        assertThat(Files.readString(file())).isEqualTo("""
                # Written by carteiro context.
                in-use=staging
                production.bootstrap-servers=k1\\:9092,k2\\:9093
                staging.bootstrap-servers=s1\\:9092
                staging.set.topics.prefix=hooks.
                """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    }

    @Test
    void aVariableOverridesTheContext() {
        run("context", "set", "production", "--bootstrap-servers", "k1:9092");
        environment.put("CARTEIRO_BOOTSTRAP_SERVERS", "other");
        assertThat(run("context", "show").out())
                .endsWith("commands use other:9092, from CARTEIRO_BOOTSTRAP_SERVERS, and not the context production\n");
    }

    @Test
    void aMistakeIsReportedInOneLine() {
        run("context", "set", "production", "--bootstrap-servers", "k1:9092");
        assertThat(run("context", "use", "producton")).isEqualTo(
                new CommandResult(1, "", "carteiro: unknown context 'producton'; did you mean production?\n"));
        assertThat(run("context", "delete", "x")).isEqualTo(
                new CommandResult(1, "", "carteiro: unknown context 'x': use one of production\n"));
        assertThat(run("context", "set", "a b", "--bootstrap-servers", "k1:9092")).isEqualTo(new CommandResult(2, "",
                "carteiro: invalid NAME 'a b': use 1 to 64 of the characters a-z A-Z 0-9 _ -; see carteiro context"
                        + " set --help\n"));
        assertThat(run("context", "set", "a", "--bootstrap-servers", "k1:x")).isEqualTo(new CommandResult(2, "",
                "carteiro: invalid --bootstrap-servers 'k1:x': use HOST:PORT, separated by commas, for example"
                        + " k1:9092,k2:9092\n"));
        assertThat(run("context", "set", "a", "--bootstrap-servers", "k1", "--set", "topic.prefix=x"))
                .isEqualTo(new CommandResult(2,
                        "",
                        "carteiro: unknown setting 'topic.prefix' on the command line; did you mean topics.prefix?\n"));
        assertThat(run("context", "set", "a").err()).startsWith("carteiro: no Kafka brokers given: ").hasLineCount(1);
    }

    @Test
    void anInvalidFileAffectsOnlyCommandsThatReadIt() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"contexts\": []}\n");
        assertThat(run("subscriptions", "list")).isEqualTo(new CommandResult(2, "", "carteiro: contexts file " + file()
                + ": unknown key '{\"contexts\"'; correct the file, or delete it and create the contexts again"
                + " with carteiro context set\n"));
        assertThat(run("router"))
                .isEqualTo(new CommandResult(2, "", "carteiro: no Kafka brokers given: use --bootstrap-servers"
                        + " HOST:PORT,... or --kafka-config FILE with a line bootstrap.servers=HOST:PORT,...\n"));
        environment.put("CARTEIRO_BOOTSTRAP_SERVERS", "k:0");
        assertThat(run("subscriptions", "list").err()).startsWith("carteiro: invalid CARTEIRO_BOOTSTRAP_SERVERS 'k:0'");
        assertThat(run("router").err()).startsWith("carteiro: invalid CARTEIRO_BOOTSTRAP_SERVERS 'k:0'");
        Files.writeString(file(), "in-use=gone\n");
        assertThat(run("context", "show").err()).contains("the context in use, 'gone', is not defined").hasLineCount(1);
    }

    @Test
    void theSettingsOfAContextApply() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "in-use=a\na.bootstrap-servers=localhost:1\na.set.topics.prefix=/\n");
        String wrong = "carteiro: invalid value '/' for setting topics.prefix: use 1 to 100 of the characters a-z A-Z 0-9 . _ -\n";
        assertThat(run("subscriptions", "list")).isEqualTo(new CommandResult(2, "", wrong));
        environment.put("CARTEIRO_TOPICS_PREFIX", "*");
        assertThat(run("subscriptions", "list").err()).contains("invalid value '*'");
    }
}
