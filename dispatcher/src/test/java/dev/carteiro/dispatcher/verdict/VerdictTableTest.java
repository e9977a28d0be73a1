package dev.carteiro.dispatcher.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.retry.RetryWheel;
import dev.carteiro.dispatcher.verdict.SendResult.FailureKind;
import dev.carteiro.dispatcher.verdict.SendResult.NoResponse;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTableTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Verdict AFTER_FIVE_SECONDS = new Verdict.Retry(NOW.plusSeconds(5));

    private final VerdictTable table = new VerdictTable(
            new Jitter(new RetryWheel(RetryTiers.DEFAULT, TopicNames.DEFAULT), () -> 0L), Duration.ofHours(12));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 205, 299})
    void twoHundredsAreDelivered(int status) {
        assertThat(judge(status, null, 1)).isEqualTo(new Verdict.Delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 300, 301, 302, 307, 308, 400, 401, 403, 404, 407, 408, 409, 422, 429, 451, 500, 502,
            503,
            504, 599, 600, 999})
    void everyOtherStatusIsRetriedByTheSchedule(int status) {
        assertThat(judge(status, null, 1)).isEqualTo(AFTER_FIVE_SECONDS);
    }

    @Test
    void goneIsDead() {
        assertThat(judge(410, null, 1)).isEqualTo(new Verdict.Dead(DeadLetterReason.GONE));
    }

    @Test
    void aConfiguredStatusIsSuccess() {
        Subscription subscription = subscription("\"successStatus\": [200, \"410\", \"3xx\"]");
        assertThat(judge(subscription, 410)).isEqualTo(new Verdict.Delivered());
        assertThat(judge(subscription, 302)).isEqualTo(new Verdict.Delivered());
        assertThat(judge(subscription, 201)).isEqualTo(AFTER_FIVE_SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"429, 60, 60", "503, 60, 60", "503, 1, 5", "500, 60, 5", "302, 60, 5", "429, 0, 5",
            "429, 999999, 43200", "503, 99999999999999999999, 43200",
            "503, 'Thu, 01 Jan 2026 00:10:00 GMT', 600", "503, 'Wed, 31 Dec 2025 00:00:00 GMT', 5",
            "429, 'Thursday, 01-Jan-26 00:10:00 GMT', 600", "429, Thu Jan  1 00:10:00 2026, 600",
            "429, 'Thu, 01 Jan 2099 00:10:00 GMT', 43200", "429, 'Thursday, 01-Jan-99 00:10:00 GMT', 5", "429, -5, 5",
            "429, soon, 5", "429, '', 5", "429, 1.5, 5", "429, ' 60 ', 60"})
    void retryAfterIsHonouredOn429And503UpToItsCap(int status, String retryAfter, long seconds) {
        assertThat(judge(status, retryAfter, 1)).isEqualTo(new Verdict.Retry(NOW.plusSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 300", "3, 1800", "4, 7200", "5, 18000", "6, 36000", "7, 50400", "8, 72000", "9, 86400"})
    void waitsByTheDefaultSchedule(int attempts, long seconds) {
        assertThat(judge(500, null, attempts)).isEqualTo(new Verdict.Retry(NOW.plusSeconds(seconds)));
    }

    @Test
    void isDeadWhenTheScheduleIsExhausted() {
        assertThat(judge(500, null, 10)).isEqualTo(new Verdict.Dead(DeadLetterReason.RETRIES_EXHAUSTED));
        assertThat(judge(503, "60", 10)).isEqualTo(new Verdict.Dead(DeadLetterReason.RETRIES_EXHAUSTED));
    }

    @Test
    void isDeadWhenTheNextAttemptWouldComeTooLate() {
        Subscription subscription = subscription("\"maxAge\": \"4s\"");
        assertThat(judge(subscription, 500)).isEqualTo(new Verdict.Dead(DeadLetterReason.MAX_AGE));
    }

    @Test
    void timeHeldDoesNotCountAgainstTheAge() {
        Subscription subscription = subscription("\"maxAge\": \"4s\"");
        Delivery held = delivery(1).with(new DeliveryProgress(1, NOW, NOW, null, null, Duration.ofMinutes(1)));
        assertThat(table.judge(new StatusReceived(500, null, ""), subscription, held, NOW, NOW))
                .isEqualTo(AFTER_FIVE_SECONDS);
    }

    @Test
    void aRedriveHasAFreshScheduleAndAFreshAge() {
        Subscription subscription = subscription("\"maxAge\": \"10s\", \"retry\": {\"schedule\": [\"5s\"]}");
        Delivery dead = delivery(2).with(new DeliveryProgress(2, NOW, NOW, null, null, Duration.ZERO));
        Delivery redriven = dead.with(dead.progress().redriven(NOW.plusSeconds(60)).attempted(NOW.plusSeconds(61)));

        assertThat(table.judge(new StatusReceived(500, null, ""), subscription, dead, NOW, NOW))
                .isEqualTo(new Verdict.Dead(DeadLetterReason.RETRIES_EXHAUSTED));
        assertThat(table.judge(new StatusReceived(500, null, ""), subscription, redriven, NOW.plusSeconds(61),
                NOW.plusSeconds(61)))
                .isEqualTo(new Verdict.Retry(NOW.plusSeconds(66)));
    }

    /** Otherwise a clock that is ahead would give up every failed delivery. */
    @Test
    void isGivenUpForItsAgeOnlyIfBothClocksAgree() {
        Subscription subscription = subscription("\"maxAge\": \"1m\"");
        Instant ahead = NOW.plus(Duration.ofDays(5));
        StatusReceived failed = new StatusReceived(500, null, "");

        assertThat(table.judge(failed, subscription, delivery(1), ahead, NOW))
                .isEqualTo(new Verdict.Retry(ahead.plusSeconds(5)));
        assertThat(table.judge(failed, subscription, delivery(1), ahead, Instant.MIN))
                .isEqualTo(new Verdict.Retry(ahead.plusSeconds(5)));
        assertThat(table.judge(failed, subscription, delivery(1), ahead, NOW.plusSeconds(56)))
                .isEqualTo(new Verdict.Dead(DeadLetterReason.MAX_AGE));
    }

    @Test
    void everyFailureIsRetried() {
        for (FailureKind failure : FailureKind.values()) {
            assertThat(
                    table.judge(new NoResponse(failure, ""), subscription("\"method\": \"POST\""), delivery(1), NOW,
                            NOW))
                    .isEqualTo(AFTER_FIVE_SECONDS);
        }
    }

    private Verdict judge(int status, @Nullable String retryAfter, int attempts) {
        return table.judge(new StatusReceived(status, retryAfter, ""), subscription("\"method\": \"POST\""),
                delivery(attempts),
                NOW, NOW);
    }

    private Verdict judge(Subscription subscription, int status) {
        return table.judge(new StatusReceived(status, null, ""), subscription, delivery(1), NOW, NOW);
    }

    private static Delivery delivery(int attempts) {
        return new Delivery("dlv_1", "sub", 0, "evt_1", "a", "src", null, "2026-01-01T00:00:00Z", EventFormat.JSON,
                Map.of(), null, Map.of(), NOW, new DeliveryProgress(attempts, NOW, NOW, null, null, Duration.ZERO),
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static Subscription subscription(String members) {
        String json = "{\"targetUrl\": \"https://example.com/\", \"events\": [\"*\"], " + members + "}";
        return switch (new SubscriptionReader(AllowedTargets.NONE).read("sub", json.getBytes(StandardCharsets.UTF_8))) {
            case SubscriptionReadResult.Valid valid -> valid.subscription();
            case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
        };
    }
}
