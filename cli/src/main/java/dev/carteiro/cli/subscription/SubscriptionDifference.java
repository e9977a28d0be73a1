package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What applying does to one subscription. The documents are as they may be shown. */
sealed interface SubscriptionDifference {
    String id();

    record Addition(String id, ObjectNode shown) implements SubscriptionDifference {
    }

    /** @param members at least one */
    record Modification(String id, List<MemberChange> members) implements SubscriptionDifference {
    }

    record Removal(String id, ObjectNode shown) implements SubscriptionDifference {
    }

    /** @param endpoint what the system says of it; {@code null} if all is well */
    record NoDifference(String id, @Nullable EndpointStatus endpoint) implements SubscriptionDifference {
    }
}
