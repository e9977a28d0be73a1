package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The difference of one subscription from the one in force. Its documents hold no secrets. */
sealed interface SubscriptionDifference {
    String id();

    /** A subscription that is not in force yet. */
    record Addition(String id, ObjectNode shown) implements SubscriptionDifference {
    }

    /**
     * A subscription with changed members.
     *
     * @param members at least one
     */
    record Modification(String id, List<MemberChange> members) implements SubscriptionDifference {
    }

    /** A subscription that will be deleted. */
    record Removal(String id, ObjectNode shown) implements SubscriptionDifference {
    }

    /**
     * A subscription without changes.
     *
     * @param endpoint the status of its endpoint; {@code null} if it is healthy
     */
    record NoDifference(String id, @Nullable EndpointStatus endpoint) implements SubscriptionDifference {
    }
}
