package dev.carteiro.schemas.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.InvalidJsonException;

/**
 * How far a redrive has come in one partition. Immutable.
 *
 * @param next the first offset it has not looked at
 * @param emitted letters that were sent again
 * @param skipped letters that match, but were redriven before
 * @param done whether there is nothing more to do
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
