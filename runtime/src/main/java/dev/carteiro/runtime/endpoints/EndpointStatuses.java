package dev.carteiro.runtime.endpoints;

import dev.carteiro.schemas.endpoint.EndpointStatus;
import org.jspecify.annotations.Nullable;

/** Answers what is known of an endpoint. Safe for any thread. */
public interface EndpointStatuses {
    /** @return {@code null} if all is well */
    @Nullable
    EndpointStatus find(String subscription);
}
