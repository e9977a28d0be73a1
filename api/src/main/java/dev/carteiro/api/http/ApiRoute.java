package dev.carteiro.api.http;

import dev.carteiro.api.auth.Scope;
import java.util.Set;

/**
 * One operation of the API. Immutable.
 *
 * @param path below {@link ApiServer#ROOT}, with parameters in braces: {@code /subscriptions/{id}}
 * @param scopes any of them will do; empty for an operation that needs no token
 */
public record ApiRoute(HttpMethod verb, String path, Set<Scope> scopes, Handler handler) {
    /** Does what a request asks for. Called by many virtual threads at once; may block for a bounded time. */
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

    /** Anything else that changes something. */
    public static ApiRoute manage(HttpMethod verb, String path, Handler handler) {
        return new ApiRoute(verb, path, Set.of(Scope.MANAGE), handler);
    }

    /** Needs no token. */
    public static ApiRoute open(String path, Handler handler) {
        return new ApiRoute(HttpMethod.GET, path, Set.of(), handler);
    }

    boolean isOpen() {
        return scopes.isEmpty();
    }
}
