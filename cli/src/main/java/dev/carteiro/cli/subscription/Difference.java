package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What applying does to one subscription. The documents are as they may be shown. */
sealed interface Difference {
    String id();

    record Created(String id, ObjectNode shown) implements Difference {
    }

    /** @param members at least one */
    record Changed(String id, List<MemberChange> members) implements Difference {
    }

    record Deleted(String id, ObjectNode shown) implements Difference {
    }

    /** @param endpoint what the system says of it; {@code null} if all is well */
    record Unchanged(String id, @Nullable EndpointStatus endpoint) implements Difference {
    }
}
