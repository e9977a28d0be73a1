/**
 * The keys that the API trusts, and {@code carteiro token}, which prints tokens for an API with a development key.
 *
 * <pre>
 *   api.jwks is empty      up, api ---> DIR/keys ---> carteiro token ---> that API
 *   api.jwks is set        another issuer ---> API, without carteiro token
 * </pre>
 */
@NullMarked
package dev.carteiro.cli.token;

import org.jspecify.annotations.NullMarked;
