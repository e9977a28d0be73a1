package dev.carteiro.cli.subscription;

import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Carries out changes and says what became of each: good news on stdout, bad news on stderr. */
final class SubscriptionChangeExecutor {
    private final CommandLine line;
    private final RegistrationClient registration;
    private final WaitOptions waiting;
    private final boolean json;

    /** @param json whether good news are lines of JSON */
    SubscriptionChangeExecutor(CommandLine line, RegistrationClient registration, WaitOptions waiting, boolean json) {
        this.line = line;
        this.registration = registration;
        this.waiting = waiting;
        this.json = json;
    }

    /**
     * @param done what has happened to a subscription when all went well
     * @return the exit status
     */
    int carryOut(List<SubscriptionChange> changes, String done) {
        Duration atMost = waiting.atMost();
        if (!waiting.waits()) {
            registration.write(changes);
            changes.forEach(change -> good(change.id(), "written"));
            line.getOut().flush();
            return 0;
        }
        int status = 0;
        ProgressReporter progress = new ProgressReporter(line.getErr(), System::nanoTime);
        for (Map.Entry<String, RegistrationVerdict> entry : registration
                .writeAndWait(changes, atMost, open -> progress
                        .report(() -> "waiting for the router: " + open + " of " + changes.size() + " are open"))
                .entrySet()) {
            String id = entry.getKey();
            switch (entry.getValue()) {
                case RegistrationVerdict.Acceptance applied -> good(id, done);
                case RegistrationVerdict.Rejection(String reason) -> {
                    line.getErr().println("carteiro: " + TerminalText.of(id + " rejected: " + reason));
                    status = 1;
                }
                case RegistrationVerdict.NoConfirmation unconfirmed -> {
                    line.getErr().println("carteiro: " + TerminalText.of(id) + " is written, but not confirmed within "
                            + Durations.format(atMost) + ": is a router running?");
                    status = 1;
                }
            }
        }
        line.getOut().flush();
        return status;
    }

    private void good(String id, String news) {
        line.getOut().println(json
                ? StrictJson.mapper().createObjectNode().put("subscription", id).put("result", news).toString()
                : TerminalText.of(id) + " " + news);
    }
}
