/**
 * Clients of the REST API: tokens that it believes, and many connections at once that cost the machine little, so that what
 * is measured is the API.
 */
@NullMarked
package dev.carteiro.bench.client;

import org.jspecify.annotations.NullMarked;
