/**
 * The one HTTP client that every outbound request of Carteiro goes through.
 *
 * <p>{@link dev.carteiro.runtime.http.GuardedClient} builds it. The rules about where it may connect are in
 * {@code dev.carteiro.schemas.targeturl}; here they are put where no caller can go round them: before a name is
 * resolved, after it is resolved, and in the socket itself, on the very address that is dialled. Only the last of
 * these is the wall: OkHttp does not ask its {@code Dns} about IP literals, and an answer that changes between two
 * look-ups (DNS rebinding) changes nothing, because what was judged is what is connected.
 *
 * <p>Everything that OkHttp would do on its own to please a server is off: redirects, authentication, cookies,
 * caching, compression, and sending a request again. A second request is the dispatcher's decision alone.
 */
@NullMarked
package dev.carteiro.runtime.http;

import org.jspecify.annotations.NullMarked;
