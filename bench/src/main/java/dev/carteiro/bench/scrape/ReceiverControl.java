package dev.carteiro.bench.scrape;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.bench.process.BenchHarnessException;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;

/** The receiver's control paths. Safe for any thread. */
public final class ReceiverControl {
    private final PageFetcher counts;
    private final PageFetcher reset;

    public ReceiverControl(int port) {
        counts = new PageFetcher(port, "/control/counts");
        reset = new PageFetcher(port, "/control/reset");
    }

    /**
     * What was received with one behaviour since the last reset.
     *
     * @param requests all of them
     * @param distinct deliveries
     * @param verified signatures, of those in the sample
     * @param forged signatures that are wrong, of those in the sample
     * @param p50Micros from the time in the body to the arrival of a delivery's first request
     * @param p99Micros likewise
     */
    public record Counts(long requests, long distinct, long verified, long forged, long p50Micros, long p99Micros) {
    }

    /** @param behaviour the first segment of the paths */
    public Counts counts(String behaviour) throws InterruptedException {
        JsonNode group = all().path("groups").path(behaviour);
        return new Counts(JsonValues.number(group.path("requests"), 0), JsonValues.number(group.path("distinct"), 0),
                JsonValues.number(group.path("verified"), 0), JsonValues.number(group.path("forged"), 0),
                JsonValues.number(group.path("p50Micros"), 0), JsonValues.number(group.path("p99Micros"), 0));
    }

    /** Those that are open, the one that asks among them. */
    public int connections() throws InterruptedException {
        return JsonValues.integer(all().path("connections"), 0);
    }

    public void reset() throws InterruptedException {
        reset.get();
    }

    private JsonNode all() throws InterruptedException {
        try {
            return StrictJson.tree(counts.get().getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException e) {
            throw new BenchHarnessException("the receiver's counts are not understood", e);
        }
    }
}
