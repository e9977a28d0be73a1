package dev.carteiro.schemas.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.job.Redrive.Share;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.RateLimit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobRecordsTest {
    private static final Instant DIED = Instant.parse("2025-02-10T15:30:50Z");
    private static final String ID = "redrive-0b5c3c1e-8f3a-4b1e-9d7e-2f3a4b5c6d7e";

    @Test
    void keysReadBackAsTheyWereWritten() {
        for (JobKey key : new JobKey[]{new JobKey.HeldKey(3, "crm/a b"), new JobKey.RedriveKey(ID),
                new JobKey.ProgressKey(ID, 11)}) {
            assertThat(JobKey.parse(key.text())).contains(key);
        }
        assertThat(new JobKey.HeldKey(3, "crm/a").text()).isEqualTo("resume/3/crm/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "resume/", "resume/x/s", "resume/1/", "redrive-1", "redrive", "other",
            "resume/999999/s"})
    void rejectsOtherKeys(String key) {
        assertThat(JobKey.parse(key)).isEmpty();
    }

    @Test
    void documentsReadBackAsTheyWereWritten() throws Exception {
        HeldMarker marker = new HeldMarker(42, DIED);
        RedriveProgress progress = new RedriveProgress(7, 3, 2, true);
        Redrive redrive = new Redrive(ID,
                new DeadLetterFilter("acme", Set.of("dlv_1", "dlv_2"), "crm", DeadLetterReason.GONE, DIED,
                        DIED.plusSeconds(1)),
                true,
                new RateLimit(50, Duration.ofMinutes(1)), DIED,
                new TreeMap<>(Map.of(0, new Share(5, 9, 2), 11, new Share(0, 1, 1))));

        assertThat(HeldMarker.read(marker.toJson())).isEqualTo(marker);
        assertThat(RedriveProgress.read(progress.toJson())).isEqualTo(progress);
        assertThat(Redrive.read(ID, redrive.toJson())).isEqualTo(redrive);
        Redrive plain = new Redrive(ID, DeadLetterFilter.ALL, false, null, DIED, new TreeMap<>());
        assertThat(Redrive.read(ID, plain.toJson())).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"from\":-1,\"since\":\"2025-02-10T15:30:50Z\"}", "{\"from\":1,\"since\":5}",
            "{\"from\":1.5,\"since\":\"2025-02-10T15:30:50Z\"}", "{\"from\":1,\"since\":\"x\"}", "nothing"})
    void rejectsInvalidMarkers(String json) {
        assertThatThrownBy(() -> HeldMarker.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidJsonException.class);
    }

    @Test
    void rejectsAnUnknownReason() {
        byte[] job = "{\"filter\":{\"reason\":\"newer\"},\"createdAt\":\"2025-02-10T15:30:50Z\",\"partitions\":{}}"
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Redrive.read(ID, job)).isInstanceOf(InvalidJsonException.class)
                .hasMessageContaining("newer");
    }

    /** Ignoring such a condition would redrive dead letters that were not requested. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"tenant\":5}", "{\"deliveries\":\"dlv_1\"}", "{\"deliveries\":[5]}",
            "{\"deliveries\":[null]}", "{\"subscription\":[]}", "[]", "null", "\"\""})
    void rejectsAConditionOfTheWrongType(String filter) {
        byte[] job = ("{\"filter\":" + filter + ",\"createdAt\":\"2025-02-10T15:30:50Z\",\"partitions\":{}}")
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Redrive.read(ID, job)).isInstanceOf(InvalidJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "umbrella", "null", "Acme"})
    void limitsAJobToTheDeadLettersOfItsTenant(String tenant) {
        DeadLetterFilter only = DeadLetterFilter.ALL.ofTenant(tenant);

        assertThat(only.matches(letter("acme"))).isEqualTo(tenant.equals("acme"));
        assertThat(only.matches(letter(null))).isFalse();
        assertThat(DeadLetterFilter.ALL.matches(letter(null))).isTrue();
    }

    @Test
    void matchesOnlyIfAllConditionsAreSatisfied() {
        DeadLetter letter = letter();

        assertThat(DeadLetterFilter.ALL.matches(letter)).isTrue();
        assertThat(
                new DeadLetterFilter(Set.of("dlv_1", "dlv_2"), "crm", DeadLetterReason.GONE, DIED, DIED.plusMillis(1))
                        .matches(letter))
                .isTrue();
        assertThat(new DeadLetterFilter(Set.of("dlv_2"), null, null, null, null).matches(letter)).isFalse();
        assertThat(new DeadLetterFilter(Set.of(), "other", null, null, null).matches(letter)).isFalse();
        assertThat(new DeadLetterFilter(Set.of(), null, DeadLetterReason.MAX_AGE, null, null).matches(letter))
                .isFalse();
        assertThat(new DeadLetterFilter(Set.of(), null, null, DIED.plusMillis(1), null).matches(letter)).isFalse();
        assertThat(new DeadLetterFilter(Set.of(), null, null, null, DIED).matches(letter)).isFalse();
        assertThatThrownBy(() -> new DeadLetterFilter(Set.of(), null, null, DIED, DIED))
                .hasMessageContaining("is empty: use");
    }

    @Test
    void coversOnlyDeadLettersInThePlannedRange() {
        Redrive redrive = new Redrive(ID, DeadLetterFilter.ALL, false, null, DIED,
                new TreeMap<>(Map.of(2, new Share(5, 9, 3))));

        assertThat(redrive.covers(2, 4, letter())).isFalse();
        assertThat(redrive.covers(2, 5, letter())).isTrue();
        assertThat(redrive.covers(2, 8, letter())).isTrue();
        assertThat(redrive.covers(2, 9, letter())).isFalse();
        assertThat(redrive.covers(1, 5, letter())).isFalse();
    }

    @Test
    void dividesTheRateInProportionToTheDeadLetters() {
        Redrive redrive = new Redrive(ID, DeadLetterFilter.ALL, false, RateLimit.parse("100/s"), DIED,
                new TreeMap<>(Map.of(0, new Share(0, 100, 75), 1, new Share(0, 100, 25))));

        assertThat(redrive.count()).isEqualTo(100);
        assertThat(redrive.spacing(0)).isEqualTo(Duration.ofNanos(13_333_333));
        assertThat(redrive.spacing(1)).isEqualTo(Duration.ofMillis(40));
        assertThat(redrive.spacing(2)).isEqualTo(Duration.ZERO);
    }

    private static DeadLetter letter() {
        return letter(null);
    }

    private static DeadLetter letter(@Nullable String tenant) {
        return new DeadLetter(new Delivery("dlv_1", "crm", 0, "evt", "a.b", "src", tenant, "2025-02-10T15:30:50Z",
                EventFormat.JSON, Map.of(), null, Map.of(), DIED, DeliveryProgress.NONE, new byte[0]),
                DeadLetterReason.GONE, "x",
                null, null, DIED);
    }
}
