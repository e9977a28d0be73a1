package dev.carteiro.dispatcher.metrics;

import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * The counters of attempts, one for each verdict and response. Safe for any thread. All are created at the start, so
 * that an attempt needs no look-up by labels.
 */
final class AttemptMeters {
    static final List<String> VERDICTS = List.of("delivered", "retry", "dead");
    static final List<String> ANSWERS = answers();

    private static final int OTHER = 5;

    private final Counter[][] counters;

    AttemptMeters(MeterRegistry meters) {
        counters = new Counter[VERDICTS.size()][ANSWERS.size()];
        for (int verdict = 0; verdict < VERDICTS.size(); verdict++) {
            for (int answer = 0; answer < ANSWERS.size(); answer++) {
                counters[verdict][answer] = DispatcherMeter.ATTEMPTS.spec().counter(meters, VERDICTS.get(verdict),
                        ANSWERS.get(answer));
            }
        }
    }

    void count(SendResult answer, Verdict verdict) {
        counters[index(verdict)][index(answer)].increment();
    }

    private static int index(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered delivered -> 0;
            case Verdict.Retry retry -> 1;
            case Verdict.Dead dead -> 2;
        };
    }

    private static int index(SendResult answer) {
        return switch (answer) {
            case SendResult.StatusReceived answered -> answered.status() >= 100 && answered.status() < 600
                    ? answered.status() / 100 - 1
                    : OTHER;
            case SendResult.NoResponse failed -> ANSWERS.indexOf(failed.failure().code());
        };
    }

    /** Lists the status classes in order, other statuses, and each kind of failure without a status. */
    private static List<String> answers() {
        List<String> answers = new ArrayList<>(List.of("1xx", "2xx", "3xx", "4xx", "5xx", "other"));
        for (SendResult.FailureKind failure : SendResult.FailureKind.values()) {
            answers.add(failure.code());
        }
        return List.copyOf(answers);
    }
}
