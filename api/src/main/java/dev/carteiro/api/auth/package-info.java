/**
 * Authentication of callers: a bearer token in, a {@link dev.carteiro.api.auth.Caller} out. The rest of the API
 * knows callers, never tokens.
 *
 * <pre>
 *   header --> BearerToken --> CompactToken --> KeySetCache --> TokenSignatureVerifier --> Claims --> Caller
 *              size, form      algorithm and    a file or       of the one key               issuer, audience,
 *                              what is rejected a URL                                        times, tenant, scopes
 * </pre>
 *
 * <p>A token's text is no identity: one signature may have two spellings, so what is counted or remembered of a caller is
 * kept by subject.
 */
@NullMarked
package dev.carteiro.api.auth;

import org.jspecify.annotations.NullMarked;
