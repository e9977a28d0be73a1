package dev.carteiro.schemas.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.json.InvalidJsonException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects the dead letters that satisfy all given conditions. Immutable.
 *
 * @param tenant tenant of the event, which alone may see the dead letter; {@code null} for any. The subscription with
 *     the same id may belong to another tenant by now
 * @param deliveries delivery ids; empty for any
 * @param subscription subscription id; {@code null} for any
 * @param reason reason for giving up; {@code null} for any
 * @param from earliest time of the dead letter; {@code null} for no limit
 * @param to end of the time range, exclusive; {@code null} for no limit
 */
public record DeadLetterFilter(@Nullable String tenant, Set<String> deliveries, @Nullable String subscription,
        @Nullable DeadLetterReason reason, @Nullable Instant from, @Nullable Instant to) {
    /** Selects every dead letter. */
    public static final DeadLetterFilter ALL = new DeadLetterFilter(Set.of(), null, null, null, null);

    /** Maximum number of delivery ids. A filter is part of a record, whose size is limited. */
    public static final int MAX_DELIVERIES = 1_000;

    public DeadLetterFilter {
        deliveries = Set.copyOf(deliveries);
        if (deliveries.size() > MAX_DELIVERIES) {
            throw new IllegalArgumentException(deliveries.size() + " delivery ids: name at most " + MAX_DELIVERIES);
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "the time range from " + from + " to " + to + " is empty: use an end after its start");
        }
    }

    /** Creates a filter for the dead letters of all tenants. */
    public DeadLetterFilter(Set<String> deliveries, @Nullable String subscription, @Nullable DeadLetterReason reason,
            @Nullable Instant from, @Nullable Instant to) {
        this(null, deliveries, subscription, reason, from, to);
    }

    /** Returns the same filter for the dead letters of one tenant. */
    public DeadLetterFilter ofTenant(String only) {
        return new DeadLetterFilter(only, deliveries, subscription, reason, from, to);
    }

    public boolean matches(DeadLetter letter) {
        return (tenant == null || tenant.equals(letter.delivery().tenant()))
                && (deliveries.isEmpty() || deliveries.contains(letter.delivery().id()))
                && (subscription == null || subscription.equals(letter.delivery().subscription()))
                && (reason == null || reason == letter.reason())
                && (from == null || !letter.diedAt().isBefore(from))
                && (to == null || letter.diedAt().isBefore(to));
    }

    ObjectNode toJson() {
        ObjectNode filter = JobJson.object();
        if (!deliveries.isEmpty()) {
            ArrayNode ids = filter.putArray("deliveries");
            deliveries.stream().sorted().forEach(ids::add);
        }
        put(filter, "tenant", tenant);
        put(filter, "subscription", subscription);
        put(filter, "reason", reason == null ? null : reason.code());
        put(filter, "from", from == null ? null : from.toString());
        put(filter, "to", to == null ? null : to.toString());
        return filter;
    }

    static DeadLetterFilter read(JsonNode filter) throws InvalidJsonException {
        if (!filter.isObject()) {
            // Treating it as an empty filter would redrive every dead letter.
            throw new InvalidJsonException("member 'filter' must be an object");
        }
        Set<String> deliveries = JobJson.texts(filter, "deliveries");
        String code = JobJson.optionalText(filter, "reason");
        DeadLetterReason reason = code == null ? null : DeadLetterReason.ofCode(code).orElse(null);
        if (code != null && reason == null) {
            // Treating it as any reason would redrive dead letters that were not requested.
            throw new InvalidJsonException("reason '" + code + "' is unknown");
        }
        try {
            return new DeadLetterFilter(JobJson.optionalText(filter, "tenant"), deliveries,
                    JobJson.optionalText(filter, "subscription"), reason, JobJson.optionalInstant(filter, "from"),
                    JobJson.optionalInstant(filter, "to"));
        } catch (IllegalArgumentException e) {
            throw new InvalidJsonException(String.valueOf(e.getMessage()));
        }
    }

    private static void put(ObjectNode filter, String name, @Nullable String text) {
        if (text != null) {
            filter.put(name, text);
        }
    }
}
