package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import java.util.List;

/** Adds warnings to a response: what was accepted but should be changed. Stateless. */
public final class ResponseWarnings {
    private ResponseWarnings() {
    }

    /** Adds the warnings, if any, to the document's own meta member. */
    public static void add(ObjectNode document, Subscription accepted) {
        List<Problem> warnings = accepted.warnings();
        if (!warnings.isEmpty()) {
            ArrayNode array = document.withObject("/meta").putArray("warnings");
            warnings.forEach(warning -> array.addObject().put("detail", warning.message()).putObject("source")
                    .put("pointer", "/data/attributes" + warning.pointer()));
        }
    }
}
