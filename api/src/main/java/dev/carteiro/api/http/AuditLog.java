package dev.carteiro.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.runtime.logging.LogQuota;
import dev.carteiro.schemas.json.StrictJson;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each change that somebody asked for, whether it was done or not: who, what, when, with which outcome; and, by
 * option, for each read and for requests whose token was rejected. Safe for any thread.
 *
 * <p>A line is a JSON object in ASCII, so that no subject or id can end it or begin another one. It says nothing of what
 * the request held.
 */
final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger("carteiro.audit");
    private static final ObjectWriter ASCII = StrictJson.mapper().writer()
            .with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final int LONGEST = 300;

    /** Lines about rejected tokens in a minute: enough to see whom they come from, and no way to fill a disk. */
    static final int MOST_REJECTIONS = 60;

    private final AuditOptions options;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final LogQuota rejections = new LogQuota(MOST_REJECTIONS);

    AuditLog(AuditOptions options, InstantSource clock, LongSupplier nanoClock) {
        this.options = options;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    boolean concerns(ApiRoute route) {
        return options.reads() || route.verb().changes();
    }

    /**
     * A request with a token that was rejected, or not looked at because of others from its address. It says nothing of the
     * token: what was rejected may be a valid one of another system.
     *
     * @param address whom it comes from
     * @param request its id
     */
    void rejected(String address, ApiRoute route, ApiException refusal, String request) {
        if (!options.rejectedTokens()) {
            return;
        }
        long missing = rejections.take(nanoClock.getAsLong());
        if (missing == LogQuota.NOTHING) {
            return;
        }
        ObjectNode line = begun(request).put("from", address).put("did", did(route)).put("rejected",
                refusal.errors().getFirst().detail()).put("status", refusal.status());
        if (missing > 0) {
            line.put("leftOut", missing);
        }
        LOG.info("{}", text(line));
    }

    /**
     * @param keptCredentials members that were kept although the target moved to another origin
     * @param replayed whether nothing was done, since an earlier request with the same idempotency key had done it
     * @param request its id
     */
    void write(Caller caller, ApiRoute route, String id, int status, List<String> keptCredentials,
            boolean replayed, String request) {
        LOG.info("{}", line(caller, route, id, status, keptCredentials, replayed, request));
    }

    String line(Caller caller, ApiRoute route, String id, int status, List<String> keptCredentials,
            boolean replayed, String request) {
        ObjectNode line = begun(request).put("who", bounded(caller.subject()));
        if (caller.tenant() != null) {
            line.put("tenant", bounded(caller.tenant()));
        }
        line.put("did", did(route));
        if (!id.isEmpty()) {
            line.put("id", bounded(id));
        }
        line.put("status", status);
        if (!keptCredentials.isEmpty()) {
            ArrayNode kept = line.putArray("keptCredentials");
            keptCredentials.forEach(kept::add);
        }
        if (replayed) {
            line.put("replayed", true);
        }
        return text(line);
    }

    private ObjectNode begun(String request) {
        return StrictJson.mapper().createObjectNode().put("at", clock.instant().toString()).put("request", request);
    }

    private static String did(ApiRoute route) {
        return route.verb() + " " + route.path();
    }

    private static String text(ObjectNode line) {
        try {
            return ASCII.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written", e);
        }
    }

    private static String bounded(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
