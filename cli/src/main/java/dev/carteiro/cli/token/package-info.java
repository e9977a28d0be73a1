/**
 * Whose tokens the API believes, and {@code carteiro token}, which makes some for whoever has an {@code up} of their own.
 *
 * <pre>
 *   api.jwks is empty      up ---> DIR/keys ---> carteiro token ---> API of that up
 *   api.jwks is given      somebody else's issuer ---> API; carteiro token has no part in it
 * </pre>
 */
@NullMarked
package dev.carteiro.cli.token;

import org.jspecify.annotations.NullMarked;
