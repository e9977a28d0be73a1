/**
 * The HTTP client for all outbound requests of Carteiro.
 *
 * <p>{@link dev.carteiro.runtime.http.GuardedClient} builds it. {@code dev.carteiro.schemas.targeturl} defines where it may connect.
 * This package enforces those rules at three points that no caller can bypass: before a name is resolved, after it is resolved,
 * and in the socket, on the address that is dialled. Only the last of these is sufficient by itself. OkHttp does not pass IP
 * literals to its {@code Dns}. A result that changes between two look-ups (DNS rebinding) has no effect, because the checked
 * address is the dialled address.
 *
 * <p>All requests that OkHttp would send by itself are disabled: redirects, authentication, and retries. So are cookies, caching
 * and compression. Only the dispatcher decides on a second request.
 */
@NullMarked
package dev.carteiro.runtime.http;

import org.jspecify.annotations.NullMarked;
