package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands from a new subscription to a delivery and back, without a file. */
@ExtendWith(SharedBroker.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommandWordsIT {
    private static final Pattern DELIVERY = Pattern.compile("dlv_[0-9a-f]{32}");
    private static final Pattern LISTENER = Pattern.compile("listen-[a-z0-9-]+-[0-9]+-[0-9]+");

    private final ScriptedReceiver receiver = ScriptedReceiver.start();

    @TempDir
    private Path state;

    private Broker broker;
    private Pipeline pipeline;

    @BeforeEach
    void start(Broker shared) {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), state);
        pipeline.startRouter("one");
        pipeline.startDispatcher();
    }

    @AfterEach
    void close() {
        pipeline.close();
        receiver.close();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(broker.bootstrapServers(), broker.prefix(), arguments);
    }

    private CommandRun good(String... arguments) {
        CommandRun run = run(arguments);
        assertThat(run.status()).as("%s", run).isZero();
        return run;
    }

    @Test
    void fromASubscriptionToADeadDeliveryAndBack() {
        receiver.at("/hook").answersInTurn(200, 500, 500, 200);

        // Create: possible once, with a generated secret.
        CommandRun created = good("subscriptions", "create", "--id", "crm", "--url", receiver.uri("/hook").toString(),
                "--event", "person.*", "--retry", "200ms", "--filter",
                "{\"data\":{\"age\":[{\"numeric\":[\">\",17]}]}}",
                "--header", "x-token=abc", "-o", "json");
        assertThat(created.out()).singleElement().asString()
                .matches("\\{\"subscription\":\"crm\",\"result\":\"created\",\"secret\":\"whsec_[A-Za-z0-9+/]{43}=\"}");
        assertThat(run("subscriptions", "create", "--id", "crm", "--url", "https://example.com", "--event", "a").err())
                .last()
                .isEqualTo("carteiro: subscription crm already exists: change it with carteiro subscriptions"
                        + " update crm, or choose another --id");

        // Explain and trigger.
        CommandRun unexplained = run("explain", "person.created", "--data", "{\"age\": 7}", "-o", "table");
        assertThat(unexplained.status()).isEqualTo(1);
        assertThat(unexplained.out()).containsExactly("person.created reaches 0 of 1 subscription",
                "- crm  filter: data.age is 7; expected a number > 17");
        assertThat(good("explain", "person.created", "--data", "{\"age\": 18}", "-o", "json").out())
                .containsExactly("{\"subscription\":\"crm\",\"reached\":true}");
        CommandRun unmatched = run("trigger", "person.created", "-o", "table");
        assertThat(unmatched.err())
                .last().isEqualTo("carteiro: no subscription matched; to see why: carteiro explain person.created");
        CommandRun triggered = good("trigger", "person.created", "--data", "{\"age\": 18}", "-o", "table");
        assertThat(triggered.out()).hasSize(3);
        assertThat(triggered.out().get(1)).isEqualTo("matched by 1:");
        assertThat(triggered.out().get(2)).matches("  crm {2}delivered 200 in [0-9]+ ms \\(dlv_[0-9a-f]{32}\\)");

        // Update: only named members change.
        assertThat(run("subscriptions", "update", "crm", "--url", "https://example.com/hook").err())
                .last().isEqualTo("carteiro: --url changes the scheme, host or port, so the stored headers and secrets"
                        + " are not sent there: give them again (--header, --secret), remove them (--unset header"
                        + " --unset secret), or use --keep-credentials");
        assertThat(good("subscriptions", "update", "crm", "--name", "CRM", "--unset", "filter", "-o", "table").out())
                .containsExactly("~ crm  to change", "    name: (none) -> \"CRM\"",
                        "    filter: {\"data\":{\"age\":[{\"numeric\":[\">\",17]}]}} -> (none)",
                        "crm updated");
        assertThat(good("subscriptions", "pause", "crm").out()).containsExactly("crm paused");
        assertThat(good("subscriptions", "pause", "crm").out()).containsExactly("crm is already paused");
        assertThat(good("subscriptions", "resume", "crm").out()).containsExactly("crm resumed");
        assertThat(good("subscriptions", "get", "crm", "-o", "json").out()).singleElement().asString()
                .contains("\"headers\":{\"x-token\":\"***\"}", "\"secrets\":[\"***\"]", "\"state\":\"active\"");

        // Publish, wait for a dead delivery, inspect it, and send it again.
        assertThat(good("events", "publish", "person.left", "--data", "{\"id\": 1}", "--key", "k", "--id", "e1", "-o",
                "table").out()).singleElement().asString()
                .startsWith("published person.left e1 to " + broker.name("events") + ", partition ");
        Awaitility.await().atMost(Pipeline.TIMEOUT).until(() -> good("deliveries", "list", "--outcome", "dead", "-o",
                "json").out().size() == 1);
        Matcher found = DELIVERY
                .matcher(good("deliveries", "list", "--outcome", "dead", "-o", "json").out().getFirst());
        assertThat(found.find()).isTrue();
        String dead = found.group();
        assertThat(good("deliveries", "get", dead, "-o", "table").out()).hasSize(9)
                .contains("state         dead: retries-exhausted", "subscription  crm",
                        "event         person.left, id e1", "send it again: carteiro deliveries retry " + dead);
        assertThat(good("deliveries", "retry", dead, "-o", "json").out()).singleElement().asString()
                .contains("\"outcome\":\"delivered\"", "\"attempt\":3");
        assertThat(run("deliveries", "retry", dead).err()).last().asString()
                .startsWith("carteiro: " + dead + " is delivered, by attempt 3 at ");
    }

    @Test
    void aListenerVerifiesForwardsAndLeavesNothingBehind() throws Exception {
        receiver.at("/local").answers(201);
        try (Processes processes = new Processes(state, Map.of())) {
            Process killed = processes.startReady(CommandRun.with(broker.bootstrapServers(), broker.prefix(), "listen",
                    "--event", "person.*", "-o", "table"));
            assertThat(good("trigger", "person.created", "-o", "table").out().get(2)).contains("delivered 200 in ");
            assertThat(processes.printed()).contains("  person.created  verified  200 in ", "\"sample\" : true");
            processes.kill(killed);
            assertThat(subscriptions()).hasSize(1);

            Process listener = processes
                    .startReady(CommandRun.with(broker.bootstrapServers(), broker.prefix(), "listen",
                            "--event", "person.*", "--forward", receiver.uri("/local").toString(), "-o", "table"));
            assertThat(processes.printed()).contains("whose process has ended");
            assertThat(subscriptions()).singleElement().asString().contains("-" + listener.pid() + "-");
            assertThat(good("trigger", "person.created", "-o", "table").out().get(2)).contains("delivered 201 in ");
            assertThat(receiver.awaitRequests("/local", 1, Pipeline.TIMEOUT).getFirst().headers()
                    .first("webhook-signature")).startsWith("v1,");

            Processes.signal(listener, "TERM");

            assertThat(listener.waitFor()).isEqualTo(143);
            assertThat(processes.printed()).contains(" is deleted");
            assertThat(subscriptions()).isEmpty();
        }
    }

    private List<String> subscriptions() {
        return good("subscriptions", "list", "-o", "json").out().stream()
                .map(line -> LISTENER.matcher(line)).filter(Matcher::find).map(Matcher::group).toList();
    }
}
