package dev.carteiro.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.schemas.json.StrictJson;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each change that somebody asked for, whether it was done or not: who, what, when, with which outcome.
 * Safe for any thread.
 *
 * <p>A line is a JSON object in ASCII, so that no subject or id can end it or begin another one. It says nothing of what
 * the request held.
 */
final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger("carteiro.audit");
    private static final ObjectWriter ASCII = StrictJson.mapper().writer()
            .with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final int LONGEST = 300;

    private final InstantSource clock;

    AuditLog(InstantSource clock) {
        this.clock = clock;
    }

    /** @param keptCredentials members that were kept although the target moved to another origin */
    void write(Caller caller, Route route, String id, int status, List<String> keptCredentials) {
        LOG.info("{}", line(caller, route, id, status, keptCredentials));
    }

    String line(Caller caller, Route route, String id, int status, List<String> keptCredentials) {
        ObjectNode line = StrictJson.mapper().createObjectNode().put("at", clock.instant().toString()).put("who", bounded(caller.subject()));
        if (caller.tenant() != null) {
            line.put("tenant", bounded(caller.tenant()));
        }
        line.put("did", route.verb() + " " + route.path());
        if (!id.isEmpty()) {
            line.put("id", bounded(id));
        }
        line.put("status", status);
        if (!keptCredentials.isEmpty()) {
            ArrayNode kept = line.putArray("keptCredentials");
            keptCredentials.forEach(kept::add);
        }
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
