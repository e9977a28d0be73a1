/**
 * Limits on what callers use of a process, shared fairly: {@link dev.carteiro.api.limit.FairPool} for what is returned
 * (memory, places), {@link dev.carteiro.runtime.server.KeyedTokenBuckets} for what is used up (requests, tests). Both are keyed
 * by {@link dev.carteiro.api.auth.Caller#account}: a tenant with many tokens has no more than a tenant with one.
 */
@NullMarked
package dev.carteiro.api.limit;

import org.jspecify.annotations.NullMarked;
