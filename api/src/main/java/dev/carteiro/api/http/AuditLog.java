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
 * Writes one audit line for each requested change, successful or not: caller, operation, time and status. Options add
 * reads and rejected tokens. Safe for any thread.
 *
 * <p>A line is a JSON object in ASCII, so that a subject or id cannot end it or start another one. It contains nothing
 * of the request's content.
 */
final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger("carteiro.audit");
    private static final ObjectWriter ASCII = StrictJson.mapper().writer()
            .with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final int MAX_FIELD_CHARACTERS = 300;

    /** Maximum lines per minute about rejected tokens: enough to see their origin, too few to fill a disk. */
    static final int MAX_REJECTIONS_PER_MINUTE = 60;

    private final AuditOptions options;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final LogQuota rejections = new LogQuota(MAX_REJECTIONS_PER_MINUTE);

    AuditLog(AuditOptions options, InstantSource clock, LongSupplier nanoClock) {
        this.options = options;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    boolean includes(ApiRoute route) {
        return options.reads() || route.verb().changes();
    }

    /**
     * Logs a request whose token was rejected, or was not checked because of others from its address. The line has no
     * part of the token, which may be a valid one of another system.
     *
     * @param address the client's address
     * @param request the request's id
     */
    void logRejectedToken(String address, ApiRoute route, ApiException error, String request) {
        if (!options.rejectedTokens()) {
            return;
        }
        long omitted = rejections.take(nanoClock.getAsLong());
        if (omitted == LogQuota.NOTHING) {
            return;
        }
        ObjectNode line = newLine(request).put("from", address).put("did", operation(route)).put("rejected",
                error.errors().getFirst().detail()).put("status", error.status());
        if (omitted > 0) {
            line.put("leftOut", omitted);
        }
        LOG.info("{}", text(line));
    }

    /**
     * Logs a request.
     *
     * @param keptCredentials members that were kept although the target moved to another origin
     * @param replayed whether the response repeats that of an earlier request with the same idempotency key
     * @param request the request's id
     */
    void logRequest(Caller caller, ApiRoute route, String id, int status, List<String> keptCredentials,
            boolean replayed, String request) {
        LOG.info("{}", line(caller, route, id, status, keptCredentials, replayed, request));
    }

    String line(Caller caller, ApiRoute route, String id, int status, List<String> keptCredentials,
            boolean replayed, String request) {
        ObjectNode line = newLine(request).put("who", bounded(caller.subject()));
        if (caller.tenant() != null) {
            line.put("tenant", bounded(caller.tenant()));
        }
        line.put("did", operation(route));
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

    private ObjectNode newLine(String request) {
        return StrictJson.mapper().createObjectNode().put("at", clock.instant().toString()).put("request", request);
    }

    private static String operation(ApiRoute route) {
        return route.verb() + " " + route.path();
    }

    private static String text(ObjectNode line) {
        try {
            return ASCII.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON object of strings cannot be serialized", e);
        }
    }

    private static String bounded(String text) {
        return text.length() > MAX_FIELD_CHARACTERS ? text.substring(0, MAX_FIELD_CHARACTERS) + "..." : text;
    }
}
