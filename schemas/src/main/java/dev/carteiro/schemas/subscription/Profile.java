package dev.carteiro.schemas.subscription;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Envelope and signature of a request. {@code docs/wire.md} shows each profile's requests. */
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

    /** Names of all profiles, for messages. */
    public static final String NAMES = String.join(", ", Stream.of(values()).map(Profile::text).toList());

    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CHECKMOB_MAX_TIMEOUT = Duration.ofSeconds(5);
    private static final SuccessStatus EXACTLY_200 = new SuccessStatus(List.of("200"));

    private final String text;

    Profile(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text is not a profile; the message lists all profiles */
    public static Profile parse(String text) {
        return Stream.of(values()).filter(profile -> profile.text.equals(text)).findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + text + "' is not a profile: use one of " + NAMES));
    }

    /** Returns the profile's name in a subscription. */
    public String text() {
        return text;
    }

    /** Returns the statuses that count as delivered, unless the subscription names others. */
    public SuccessStatus successStatus() {
        return this == CATALISA ? EXACTLY_200 : SuccessStatus.DEFAULT;
    }

    /** Returns the maximum timeout of a subscription. */
    public Duration maxTimeout() {
        return this == CHECKMOB ? CHECKMOB_MAX_TIMEOUT : MAX_TIMEOUT;
    }
}
