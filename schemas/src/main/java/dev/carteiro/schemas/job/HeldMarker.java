package dev.carteiro.schemas.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import java.time.Instant;

/**
 * Marks that a subscription has records in one partition of the held topic. Immutable.
 *
 * @param from lowest offset at which a record of the subscription may still be held
 * @param since lower bound of the times at which these records were held
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
