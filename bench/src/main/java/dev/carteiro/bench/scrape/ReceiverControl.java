package dev.carteiro.bench.scrape;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.bench.process.BenchHarnessException;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;

/** Reads and resets the receiver's counts. Safe for any thread. */
public final class ReceiverControl {
    private final PageFetcher counts;
    private final PageFetcher reset;

    public ReceiverControl(int port) {
        counts = new PageFetcher(port, "/control/counts");
        reset = new PageFetcher(port, "/control/reset");
    }

    /**
     * The counts of one behaviour since the last reset.
     *
     * @param requests all requests
     * @param distinct distinct deliveries
     * @param verified valid signatures in the sample
     * @param forged wrong signatures in the sample
     * @param p50Micros from the time in the body to the arrival of a delivery's first request
     * @param p99Micros likewise
     */
    public record Counts(long requests, long distinct, long verified, long forged, long p50Micros, long p99Micros) {
    }

    /** @param behaviour first segment of the paths */
    public Counts counts(String behaviour) throws InterruptedException {
        JsonNode group = all().path("groups").path(behaviour);
        return new Counts(JsonValues.number(group.path("requests"), 0), JsonValues.number(group.path("distinct"), 0),
                JsonValues.number(group.path("verified"), 0), JsonValues.number(group.path("forged"), 0),
                JsonValues.number(group.path("p50Micros"), 0), JsonValues.number(group.path("p99Micros"), 0));
    }

    /** Returns the number of open connections, including the one of this request. */
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
            throw new BenchHarnessException("cannot parse the receiver's counts", e);
        }
    }
}
