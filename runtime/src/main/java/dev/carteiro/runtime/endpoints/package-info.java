/** The status of endpoints, for all processes: the endpoint-status topic, read from its beginning and followed. */
@NullMarked
package dev.carteiro.runtime.endpoints;

import org.jspecify.annotations.NullMarked;
