/**
 * JSON:API 1.1 documents. Requests are read leniently in exactly two points (see
 * {@link dev.carteiro.api.jsonapi.LenientJson}); responses are strict JSON. Every error has one row in
 * {@link dev.carteiro.api.jsonapi.ErrorCode}. Code reports it by throwing a {@link dev.carteiro.api.jsonapi.ApiException},
 * which only the HTTP server turns into a response.
 */
@NullMarked
package dev.carteiro.api.jsonapi;

import org.jspecify.annotations.NullMarked;
