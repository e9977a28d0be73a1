/**
 * Clients of the REST API: tokens that it accepts, and many concurrent connections that use little processor time, so that the
 * result shows the API.
 */
@NullMarked
package dev.carteiro.bench.client;

import org.jspecify.annotations.NullMarked;
