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
 * Which dead letters are meant: those that pass every condition that is given. Immutable.
 *
 * @param tenant the tenant of the event, which is that of whoever may see the letter; {@code null} for any. The subscription
 *     of that id may have another tenant by now
 * @param deliveries ids; empty for any
 * @param subscription its id; {@code null} for any
 * @param reason why they died; {@code null} for any
 * @param from died then or later; {@code null} for any time
 * @param to died before; {@code null} for any time
 */
public record DeadLetterFilter(@Nullable String tenant, Set<String> deliveries, @Nullable String subscription,
        @Nullable DeadLetterReason reason, @Nullable Instant from, @Nullable Instant to) {
    /** Every letter. */
    public static final DeadLetterFilter ALL = new DeadLetterFilter(Set.of(), null, null, null, null);

    /** A filter is part of a record, which has a bound. */
    public static final int MOST_DELIVERIES = 1_000;

    public DeadLetterFilter {
        deliveries = Set.copyOf(deliveries);
        if (deliveries.size() > MOST_DELIVERIES) {
            throw new IllegalArgumentException(deliveries.size() + " delivery ids: name at most " + MOST_DELIVERIES);
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " to " + to + " holds no time: let it end later");
        }
    }

    /** Any tenant's. */
    public DeadLetterFilter(Set<String> deliveries, @Nullable String subscription, @Nullable DeadLetterReason reason,
            @Nullable Instant from, @Nullable Instant to) {
        this(null, deliveries, subscription, reason, from, to);
    }

    /** Returns the same filter for letters of one tenant. */
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
            // To take it for an empty one would send every letter again.
            throw new InvalidJsonException("member 'filter' must be an object");
        }
        Set<String> deliveries = JobJson.texts(filter, "deliveries");
        String code = JobJson.optionalText(filter, "reason");
        DeadLetterReason reason = code == null ? null : DeadLetterReason.ofCode(code).orElse(null);
        if (code != null && reason == null) {
            // To take it for any reason would send what nobody asked for.
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
