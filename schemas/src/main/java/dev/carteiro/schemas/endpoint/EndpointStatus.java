package dev.carteiro.schemas.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A value of the endpoint-status topic, for example {@code
 * {"state":"disabled","reason":"gone","since":"2026-01-01T00:00:00Z","version":42}}. An endpoint without a record is
 * healthy. Immutable.
 */
public sealed interface EndpointStatus {
    /** Returns the time at which this status began. */
    Instant since();

    /** Returns the offset in the applied topic of the subscription version that this status applies to. */
    long version();

    /**
     * All attempts have failed. The status is stored so that a restart does not reset the time.
     *
     * @param since time of the first failure after the last success
     */
    record Failing(Instant since, long version) implements EndpointStatus {
    }

    /** Nothing is sent to the endpoint until its subscription is written again. */
    record Disabled(Instant since, long version, DisabledReason reason) implements EndpointStatus {
    }

    /**
     * Returns whether this status applies to the subscription version at this offset. A newer version invalidates the
     * status.
     */
    default boolean appliesTo(long currentVersion) {
        return version() >= currentVersion;
    }

    /** Returns a JSON object in UTF-8. */
    default byte[] toJson() {
        return toTree().toString().getBytes(StandardCharsets.UTF_8);
    }

    default ObjectNode toTree() {
        ObjectNode json = StrictJson.mapper().createObjectNode();
        switch (this) {
            case Failing failing -> json.put("state", "failing");
            case Disabled disabled -> json.put("state", "disabled").put("reason", disabled.reason().code());
        }
        return json.put("since", since().toString()).put("version", version());
    }

    /** @throws InvalidJsonException if the bytes do not have the form that {@link #toJson} writes */
    static EndpointStatus read(byte[] value) throws InvalidJsonException {
        JsonNode json = StrictJson.tree(value);
        long version = JsonValues.number(json.path("version"), -1);
        try {
            Instant since = Instant.parse(JsonValues.text(json.path("since"), ""));
            if (since.isBefore(Instant.EPOCH) || since.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
                throw new InvalidJsonException("since must be between the years 1970 and 9999");
            }
            return switch (JsonValues.text(json.path("state"), "")) {
                case "failing" -> new Failing(since, version);
                case "disabled" -> new Disabled(since, version,
                        DisabledReason.ofCode(JsonValues.text(json.path("reason"), "")).orElse(DisabledReason.FAILING));
                default -> throw new InvalidJsonException("state must be 'failing' or 'disabled'");
            };
        } catch (DateTimeException e) {
            throw new InvalidJsonException("since must be an RFC 3339 time");
        }
    }
}
