package dev.carteiro.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StartupProgressTest {
    private final StringWriter out = new StringWriter();
    private final StartupProgress progress = new StartupProgress(new PrintWriter(out));

    @Test
    void printsTheNextCommandsWithTheAddressOfKafkaIfItIsNotTheDefault() {
        progress.printNextCommands(9092);
        assertThat(out.toString().lines()).containsExactly("  to see a webhook, in two other terminals:",
                "    carteiro listen --event 'person.*'", "    carteiro trigger person.created");
        out.getBuffer().setLength(0);
        progress.printNextCommands(19092);
        assertThat(out.toString()).contains("carteiro trigger person.created --bootstrap-servers localhost:19092");
    }

    @Test
    void printsTheReasonOfAWait() {
        progress.printNote("router", "waiting: it has not all subscriptions");
        assertThat(out.toString().lines()).containsExactly("  router      waiting: it has not all subscriptions");
    }
}
