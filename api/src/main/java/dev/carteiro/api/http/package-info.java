/**
 * The HTTP server and the steps that every request passes. Resources are lists of {@link dev.carteiro.api.http.ApiRoute}s
 * and know nothing of Javalin or Jetty. A handler gets a {@link dev.carteiro.api.http.Call} and returns a
 * {@link dev.carteiro.api.http.ApiResponse} or throws a {@link dev.carteiro.api.jsonapi.ApiException}.
 *
 * <pre>
 *   bytes --> Jetty: sizes, idle times, slow heads, garbage ----------------------------+
 *     |                                                                                 |
 *     +--> route ----> caller --> rate limit --> scope --> media types --> handler      v
 *          (404, 405)  (401)      (429)          (403)     (406, 415)      (the rest)   one form of error
 * </pre>
 */
@NullMarked
package dev.carteiro.api.http;

import org.jspecify.annotations.NullMarked;
