/**
 * Who asks and what they may do: bearer tokens in, a {@link dev.carteiro.api.auth.Caller} out. The rest of the API knows
 * callers, never tokens.
 */
@NullMarked
package dev.carteiro.api.auth;

import org.jspecify.annotations.NullMarked;
