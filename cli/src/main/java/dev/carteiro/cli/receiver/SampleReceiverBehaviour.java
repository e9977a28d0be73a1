package dev.carteiro.cli.receiver;

import java.time.Duration;

/** How the sample receiver answers, chosen by the first segment of the path. */
enum SampleReceiverBehaviour {
    /** Any other path: with 200, at once. */
    ACCEPTS,
    /** {@code /fail}: always with 500. */
    FAILS,
    /** {@code /flaky}: with 500 at the first attempt of each delivery. */
    FLAKY,
    /** {@code /slow}: with 200, after two seconds. */
    SLOW;

    private static final Duration SLOWLY = Duration.ofSeconds(2);

    static SampleReceiverBehaviour of(String path) {
        String[] segments = path.split("/", 3);
        return switch (segments.length < 2 ? "" : segments[1]) {
            case "fail" -> FAILS;
            case "flaky" -> FLAKY;
            case "slow" -> SLOW;
            default -> ACCEPTS;
        };
    }

    /** @param attempt as the request's {@code webhook-attempt} says it */
    int status(String attempt) {
        return switch (this) {
            case ACCEPTS, SLOW -> 200;
            case FAILS -> 500;
            case FLAKY -> attempt.equals("1") ? 500 : 200;
        };
    }

    Duration delay() {
        return this == SLOW ? SLOWLY : Duration.ZERO;
    }
}
