package dev.carteiro.checker.workload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of the workload. Immutable.
 *
 * @param number which one it is; everything else follows from it and the seed
 * @param id unique in the run
 * @param type for example {@code order.created}
 * @param tenant whose it is
 * @param amount what filters look at
 * @param padding so that records differ in size
 */
public record WorkloadEvent(long number, String id, String type, @Nullable String tenant, int amount, String padding) {
    /** Some more often than others, by repetition; the endpoints that never work want the rare ones. */
    private static final List<String> TYPES = List.of("order.created", "order.created", "order.created",
            "order.created", "order.created", "order.created", "order.created", "order.created", "order.paid",
            "order.paid", "order.paid", "order.paid", "person.created", "person.updated", "person.updated",
            "unheard.of", "unheard.of", "invoice.sent");

    /** Rarer than the list can say: each one costs an endpoint that hangs several seconds. */
    private static final String RAREST = "invoice.overdue";

    private static final int RAREST_ONE_IN = 50;
    private static final int LARGEST_AMOUNT = 200;
    private static final int LONGEST_PADDING = 400;
    private static final int KEYS = 1_000;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    public static WorkloadEvent of(long seed, long number) {
        long own = SeededNumbers.of(seed, number);
        String type = SeededNumbers.below(RAREST_ONE_IN, own, 1) == 0 ? RAREST : TYPES.get(SeededNumbers.below(TYPES.size(), own, 2));
        int tenant = SeededNumbers.below(SubscriptionGenerator.TENANTS.size() + 1, own, 3);
        return new WorkloadEvent(number, "evt_" + Long.toUnsignedString(seed, 36) + "_" + number, type,
                tenant == 0 ? null : SubscriptionGenerator.TENANTS.get(tenant - 1), SeededNumbers.below(LARGEST_AMOUNT, own, 4),
                "x".repeat(SeededNumbers.below(LONGEST_PADDING, own, 5)));
    }

    public byte[] key() {
        return ("entity-" + number % KEYS).getBytes(StandardCharsets.UTF_8);
    }

    /** The event as it is published. */
    public byte[] json() {
        String owner = tenant == null ? "" : ",\"tenant\":\"" + tenant + "\"";
        return ("{\"id\":\"" + id + "\",\"event\":\"" + type + "\"" + owner + ",\"timestamp\":\"" + time()
                + "\",\"data\":" + data() + "}").getBytes(StandardCharsets.UTF_8);
    }

    /** What a receiver of the {@code standard} profile must get, to the byte. */
    public byte[] body() {
        return ("{\"type\":\"" + type + "\",\"timestamp\":\"" + time() + "\",\"data\":" + data() + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String data() {
        return "{\"number\":" + number + ",\"amount\":" + amount + ",\"padding\":\"" + padding + "\"}";
    }

    private Instant time() {
        return FIRST.plusSeconds(number);
    }
}
