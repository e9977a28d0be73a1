/** The REST API as one part of a process. {@link dev.carteiro.api.Api} wires it in reading order. */
@NullMarked
package dev.carteiro.api;

import org.jspecify.annotations.NullMarked;
