package dev.carteiro.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.runtime.redrive.StoredDeadLetter;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewestDeadLettersTest {
    private static final Instant DIED = Instant.parse("2025-02-10T15:30:50.123Z");

    @Test
    void keepsTheNewestAndShowsThemLast() {
        NewestDeadLetters newest = new NewestDeadLetters(2);
        newest.add(letter(3));
        newest.add(letter(1));
        newest.add(letter(2));

        assertThat(newest.inOrder()).extracting(StoredDeadLetter::offset).containsExactly(2L, 3L);
        assertThat(newest.evictedCount()).isEqualTo(1);
    }

    @Test
    void aLineHoldsTheDeliveryAndTheReasonButNotTheEvent() {
        assertThat(DeadLetterFormatter.line(letter(7)))
                .isEqualTo("{\"delivery\":\"dlv_7\",\"subscription\":\"crm\",\"event\":\"a.b\","
                        + "\"eventId\":\"evt\",\"source\":\"src\",\"attempts\":0,\"reason\":\"gone\",\"detail\":\"status 410\\u001B\","
                        + "\"lastStatus\":410,\"diedAt\":\"2025-02-10T15:30:57.123Z\",\"partition\":0,\"offset\":7}");
        assertThat(DeadLetterFormatter.row(letter(7))).containsExactly("2025-02-10T15:30:57Z", "crm", "dlv_7", "a.b",
                "0", "gone",
                "status 410?");
    }

    private static StoredDeadLetter letter(int number) {
        return new StoredDeadLetter(0, number,
                new DeadLetter(new Delivery("dlv_" + number, "crm", 0, "evt", "a.b", "src", null,
                        "2025-02-10T15:30:50Z", EventFormat.JSON, Map.of(), null, Map.of(), DIED, DeliveryProgress.NONE,
                        "{\"secret\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)), DeadLetterReason.GONE,
                        "status 410\u001b", 410, null, DIED.plusSeconds(number)));
    }
}
