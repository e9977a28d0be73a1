/**
 * JSON:API 1.1 documents, in and out: what a client sends is read leniently in exactly two points (see
 * {@link dev.carteiro.api.jsonapi.LenientJson}), what it gets is strict JSON. Every way in which a request can fail has
 * one row in {@link dev.carteiro.api.jsonapi.ErrorCode}; whoever finds out throws a
 * {@link dev.carteiro.api.jsonapi.ApiException}, and only the HTTP server turns it into an answer.
 */
@NullMarked
package dev.carteiro.api.jsonapi;

import org.jspecify.annotations.NullMarked;
