package dev.carteiro.cli.subscription;

import dev.carteiro.cli.option.Meanwhile;
import dev.carteiro.cli.option.Plain;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Carries out changes and says what became of each: good news on stdout, bad news on stderr. */
final class Reporting {
    private final CommandLine line;
    private final Registration registration;
    private final WaitOptions waiting;
    private final boolean json;

    /** @param json whether good news are lines of JSON */
    Reporting(CommandLine line, Registration registration, WaitOptions waiting, boolean json) {
        this.line = line;
        this.registration = registration;
        this.waiting = waiting;
        this.json = json;
    }

    /**
     * @param done what has happened to a subscription when all went well
     * @return the exit status
     */
    int carryOut(List<Change> changes, String done) {
        Duration atMost = waiting.atMost();
        if (!waiting.waits()) {
            registration.write(changes);
            changes.forEach(change -> good(change.id(), "written"));
            line.getOut().flush();
            return 0;
        }
        int status = 0;
        Meanwhile meanwhile = new Meanwhile(line.getErr(), System::nanoTime);
        for (Map.Entry<String, Verdict> entry : registration
                .writeAndWait(changes, atMost, open -> meanwhile
                        .say(() -> "waiting for the router: " + open + " of " + changes.size() + " are open"))
                .entrySet()) {
            String id = entry.getKey();
            switch (entry.getValue()) {
                case Verdict.Applied applied -> good(id, done);
                case Verdict.Refused(String reason) -> {
                    line.getErr().println("carteiro: " + Plain.of(id + " rejected: " + reason));
                    status = 1;
                }
                case Verdict.Unconfirmed unconfirmed -> {
                    line.getErr().println("carteiro: " + Plain.of(id) + " is written, but not confirmed within "
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
                : Plain.of(id) + " " + news);
    }
}
