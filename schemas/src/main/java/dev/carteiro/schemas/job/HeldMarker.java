package dev.carteiro.schemas.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import java.time.Instant;

/**
 * The durable knowledge that a subscription has records in one partition of the held topic. Immutable.
 *
 * @param from no record of the subscription that is still to be released lies below this offset
 * @param since none of them has been held for longer than since then
 */
public record HeldMarker(long from, Instant since) {
    public byte[] toJson() {
        return JobJson.bytes(JobJson.object().put("from", from).put("since", since.toString()));
    }

    public static HeldMarker read(byte[] json) throws InvalidJsonException {
        JsonNode document = JobJson.read(json);
        return new HeldMarker(JobJson.number(document, "from"), JobJson.instant(document, "since"));
    }
}
