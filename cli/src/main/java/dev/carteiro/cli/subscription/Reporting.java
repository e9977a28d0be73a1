package dev.carteiro.cli.subscription;

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

    Reporting(CommandLine line, Registration registration, WaitOptions waiting) {
        this.line = line;
        this.registration = registration;
        this.waiting = waiting;
    }

    /**
     * @param done what has happened to a subscription when all went well
     * @return the exit status
     */
    int carryOut(List<Change> changes, String done) {
        Duration atMost = waiting.atMost();
        if (!waiting.waits()) {
            registration.write(changes);
            changes.forEach(change -> line.getOut().println(change.id() + " written"));
            return 0;
        }
        int status = 0;
        for (Map.Entry<String, Verdict> entry : registration.writeAndWait(changes, atMost).entrySet()) {
            String id = entry.getKey();
            switch (entry.getValue()) {
                case Verdict.Applied applied -> line.getOut().println(id + " " + done);
                case Verdict.Refused(String reason) -> {
                    line.getErr().println("carteiro: " + id + " refused: " + reason);
                    status = 1;
                }
                case Verdict.Unconfirmed unconfirmed -> {
                    line.getErr().println("carteiro: " + id + " is written, but not confirmed within "
                            + Durations.format(atMost) + ": is a router running?");
                    status = 1;
                }
            }
        }
        line.getOut().flush();
        return status;
    }
}
