package dev.carteiro.api.http;

import dev.carteiro.api.auth.Scope;
import java.util.Set;

/**
 * One operation of the API. Immutable.
 *
 * @param path path below {@link ApiServer#ROOT} with parameters in braces: {@code /subscriptions/{id}}
 * @param scopes scopes of which one is sufficient; empty for an operation without authentication
 */
public record ApiRoute(HttpMethod verb, String path, Set<Scope> scopes, Handler handler) {
    /** Executes a request. Called by many virtual threads at once; may block for a bounded time. */
    @FunctionalInterface
    public interface Handler {
        ApiResponse handle(Call call) throws InterruptedException;
    }

    public ApiRoute {
        scopes = Set.copyOf(scopes);
    }

    public static ApiRoute read(String path, Handler handler) {
        return new ApiRoute(HttpMethod.GET, path, Set.of(Scope.READ, Scope.MANAGE), handler);
    }

    public static ApiRoute create(String path, Handler handler) {
        return new ApiRoute(HttpMethod.POST, path, Set.of(Scope.CREATE, Scope.MANAGE), handler);
    }

    /** Returns an operation that changes something other than by creation. */
    public static ApiRoute manage(HttpMethod verb, String path, Handler handler) {
        return new ApiRoute(verb, path, Set.of(Scope.MANAGE), handler);
    }

    /** Returns an operation without authentication. */
    public static ApiRoute open(String path, Handler handler) {
        return new ApiRoute(HttpMethod.GET, path, Set.of(), handler);
    }

    boolean isOpen() {
        return scopes.isEmpty();
    }
}
