package dev.carteiro.cli.receiver;

import java.time.Duration;

/** The behaviour of the sample receiver, selected by the first segment of the path. */
enum SampleReceiverBehaviour {
    /** Any other path: 200 at once. */
    ACCEPTS,
    /** {@code /fail}: always 500. */
    FAILS,
    /** {@code /flaky}: 500 for the first attempt of each delivery. */
    FLAKY,
    /** {@code /slow}: 200 after two seconds. */
    SLOW;

    private static final Duration SLOW_RESPONSE_DELAY = Duration.ofSeconds(2);

    static SampleReceiverBehaviour of(String path) {
        String[] segments = path.split("/", 3);
        return switch (segments.length < 2 ? "" : segments[1]) {
            case "fail" -> FAILS;
            case "flaky" -> FLAKY;
            case "slow" -> SLOW;
            default -> ACCEPTS;
        };
    }

    /**
     * Returns the status of the response.
     *
     * @param attempt the request's header {@code webhook-attempt}
     */
    int status(String attempt) {
        return switch (this) {
            case ACCEPTS, SLOW -> 200;
            case FAILS -> 500;
            case FLAKY -> attempt.equals("1") ? 500 : 200;
        };
    }

    Duration delay() {
        return this == SLOW ? SLOW_RESPONSE_DELAY : Duration.ZERO;
    }
}
