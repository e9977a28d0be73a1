package dev.carteiro.api.http;

import dev.carteiro.api.auth.Scope;
import java.util.Set;

/**
 * One operation of the API. Immutable.
 *
 * @param path below {@link ApiServer#ROOT}, with parameters in braces: {@code /subscriptions/{id}}
 * @param scopes any of them will do; empty for an operation that needs no token
 */
public record Route(Verb verb, String path, Set<Scope> scopes, Handler handler) {
    /** Does what a request asks for. Called by many virtual threads at once; may block for a bounded time. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Call call) throws InterruptedException;
    }

    public Route {
        scopes = Set.copyOf(scopes);
    }

    public static Route read(String path, Handler handler) {
        return new Route(Verb.GET, path, Set.of(Scope.READ, Scope.MANAGE), handler);
    }

    public static Route create(String path, Handler handler) {
        return new Route(Verb.POST, path, Set.of(Scope.CREATE, Scope.MANAGE), handler);
    }

    /** Anything else that changes something. */
    public static Route manage(Verb verb, String path, Handler handler) {
        return new Route(verb, path, Set.of(Scope.MANAGE), handler);
    }

    /** Needs no token. */
    public static Route open(String path, Handler handler) {
        return new Route(Verb.GET, path, Set.of(), handler);
    }

    boolean isOpen() {
        return scopes.isEmpty();
    }
}
