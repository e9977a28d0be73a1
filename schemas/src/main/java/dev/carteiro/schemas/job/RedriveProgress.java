package dev.carteiro.schemas.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.InvalidJsonException;

/**
 * Progress of a redrive in one partition. Immutable.
 *
 * @param next first offset that has not been read
 * @param emitted number of dead letters that were redriven
 * @param skipped number of matching dead letters that had been redriven before
 * @param done whether the redrive is complete in this partition
 */
public record RedriveProgress(long next, long emitted, long skipped, boolean done) {
    public byte[] toJson() {
        return JobJson.bytes(JobJson.object().put("next", next).put("emitted", emitted).put("skipped", skipped)
                .put("done", done));
    }

    public static RedriveProgress read(byte[] json) throws InvalidJsonException {
        JsonNode document = JobJson.read(json);
        return new RedriveProgress(JobJson.number(document, "next"), JobJson.number(document, "emitted"),
                JobJson.number(document, "skipped"), JobJson.flag(document, "done"));
    }
}
