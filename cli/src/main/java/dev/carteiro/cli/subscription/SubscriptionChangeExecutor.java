package dev.carteiro.cli.subscription;

import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Executes changes and prints the result of each, successes on stdout and failures on stderr. Not thread-safe. */
final class SubscriptionChangeExecutor {
    private final CommandLine line;
    private final RegistrationClient registration;
    private final WaitOptions waiting;
    private final boolean json;

    /** @param json true to print successes as JSON lines */
    SubscriptionChangeExecutor(CommandLine line, RegistrationClient registration, WaitOptions waiting, boolean json) {
        this.line = line;
        this.registration = registration;
        this.waiting = waiting;
        this.json = json;
    }

    /**
     * Executes changes.
     *
     * @param result the word for success, for example {@code applied}
     * @return the exit status
     */
    int execute(List<SubscriptionChange> changes, String result) {
        Duration atMost = waiting.atMost();
        if (!waiting.waits()) {
            registration.write(changes);
            changes.forEach(change -> printSuccess(change.id(), "written"));
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
                case RegistrationVerdict.Acceptance applied -> printSuccess(id, result);
                case RegistrationVerdict.Rejection(String reason) -> {
                    line.getErr().println("carteiro: " + TerminalText.of(id + " rejected: " + reason));
                    status = 1;
                }
                case RegistrationVerdict.NoConfirmation unconfirmed -> {
                    line.getErr()
                            .println("carteiro: " + TerminalText.of(id) + " is written, but was not confirmed within "
                                    + Durations.format(atMost) + ": check that a router runs");
                    status = 1;
                }
            }
        }
        line.getOut().flush();
        return status;
    }

    private void printSuccess(String id, String result) {
        line.getOut().println(json
                ? StrictJson.mapper().createObjectNode().put("subscription", id).put("result", result).toString()
                : TerminalText.of(id) + " " + result);
    }
}
