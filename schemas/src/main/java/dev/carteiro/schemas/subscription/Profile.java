package dev.carteiro.schemas.subscription;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The envelope and signature a receiver sees. What each looks like on the wire is in {@code docs/wire.md}. */
public enum Profile {
    STANDARD("standard"),
    TWENTY("twenty"),
    CHECKMOB("checkmob"),
    GRAFENO("grafeno"),
    CATALISA("catalisa"),
    TITAN("titan"),
    CLOUDEVENTS("cloudevents"),
    CLOUDEVENTS_BINARY("cloudevents-binary"),
    RAW("raw");

    /** All of them, for messages. */
    public static final String NAMES = String.join(", ", Stream.of(values()).map(Profile::text).toList());

    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CHECKMOB_ANSWERS_WITHIN = Duration.ofSeconds(5);
    private static final SuccessStatus EXACTLY_200 = new SuccessStatus(List.of("200"));

    private final String text;

    Profile(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException naming all profiles, if it is none of them */
    public static Profile parse(String text) {
        return Stream.of(values()).filter(profile -> profile.text.equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a profile: " + NAMES));
    }

    /** As the contract writes it. */
    public String text() {
        return text;
    }

    /** What counts as delivered, unless the subscription says otherwise. */
    public SuccessStatus successStatus() {
        return this == CATALISA ? EXACTLY_200 : SuccessStatus.DEFAULT;
    }

    /** The longest that a subscription may wait for an answer. */
    public Duration longestTimeout() {
        return this == CHECKMOB ? CHECKMOB_ANSWERS_WITHIN : LONGEST_TIMEOUT;
    }
}
