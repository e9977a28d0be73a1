/**
 * Whose tokens the API believes, and {@code carteiro token}, which makes some for whoever has an API of their own.
 *
 * <pre>
 *   api.jwks is empty      up, api ---> DIR/keys ---> carteiro token ---> that API
 *   api.jwks is given      somebody else's issuer ---> API; carteiro token has no part in it
 * </pre>
 */
@NullMarked
package dev.carteiro.cli.token;

import org.jspecify.annotations.NullMarked;
