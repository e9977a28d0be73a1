package dev.carteiro.runtime.endpoints;

import dev.carteiro.schemas.endpoint.EndpointStatus;
import org.jspecify.annotations.Nullable;

/** Looks up the status of endpoints. Safe for any thread. */
public interface EndpointStatuses {
    /** @return {@code null} if the endpoint has no problem */
    @Nullable
    EndpointStatus find(String subscription);
}
