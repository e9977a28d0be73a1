package dev.carteiro.checker.workload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of the workload. Immutable.
 *
 * @param number the event's number; everything else follows from it and the seed
 * @param id unique in the run
 * @param type for example {@code order.created}
 * @param tenant the owner
 * @param amount value for filters
 * @param padding text that makes records differ in size
 */
public record WorkloadEvent(long number, String id, String type, @Nullable String tenant, int amount, String padding) {
    /** Repeated types are more frequent. Endpoints that always fail subscribe to rare types. */
    private static final List<String> TYPES = List.of("order.created", "order.created", "order.created",
            "order.created", "order.created", "order.created", "order.created", "order.created", "order.paid",
            "order.paid", "order.paid", "order.paid", "person.created", "person.updated", "person.updated",
            "unheard.of", "unheard.of", "invoice.sent");

    /** Rarer than the list allows: each one costs a hanging endpoint several seconds. */
    private static final String RAREST = "invoice.overdue";

    private static final int RAREST_ONE_IN = 50;
    private static final int MAX_AMOUNT = 200;
    private static final int MAX_PADDING = 400;
    private static final int KEYS = 1_000;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    public static WorkloadEvent of(long seed, long number) {
        long own = SeededNumbers.of(seed, number);
        String type = SeededNumbers.below(RAREST_ONE_IN, own, 1) == 0
                ? RAREST
                : TYPES.get(SeededNumbers.below(TYPES.size(), own, 2));
        int tenant = SeededNumbers.below(SubscriptionGenerator.TENANTS.size() + 1, own, 3);
        return new WorkloadEvent(number, "evt_" + Long.toUnsignedString(seed, 36) + "_" + number, type,
                tenant == 0 ? null : SubscriptionGenerator.TENANTS.get(tenant - 1),
                SeededNumbers.below(MAX_AMOUNT, own, 4),
                "x".repeat(SeededNumbers.below(MAX_PADDING, own, 5)));
    }

    public byte[] key() {
        return ("entity-" + number % KEYS).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the event as published. */
    public byte[] json() {
        String owner = tenant == null ? "" : ",\"tenant\":\"" + tenant + "\"";
        return ("{\"id\":\"" + id + "\",\"event\":\"" + type + "\"" + owner + ",\"timestamp\":\"" + time()
                + "\",\"data\":" + data() + "}").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the exact body that a receiver of the {@code standard} profile must get. */
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
