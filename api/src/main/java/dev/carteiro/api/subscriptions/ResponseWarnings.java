package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import java.util.List;

/** Says in a response what was accepted and should be changed all the same. Stateless. */
public final class ResponseWarnings {
    private ResponseWarnings() {
    }

    /** Adds them to the document's own meta member, where there are any. */
    public static void add(ObjectNode document, Subscription accepted) {
        List<Problem> warnings = accepted.warnings();
        if (!warnings.isEmpty()) {
            ArrayNode array = document.withObject("/meta").putArray("warnings");
            warnings.forEach(warning -> array.addObject().put("detail", warning.message()).putObject("source")
                    .put("pointer", "/data/attributes" + warning.pointer()));
        }
    }
}
