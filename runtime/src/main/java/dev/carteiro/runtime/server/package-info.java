/**
 * Shared parts of every HTTP server of a process: Jetty's threads and connectors, limits for connections and for the duration of a
 * request, and token buckets for rates.
 */
@NullMarked
package dev.carteiro.runtime.server;

import org.jspecify.annotations.NullMarked;
