/** The REST API as one part of a process: {@link dev.carteiro.api.Api} puts it together in reading order. */
@NullMarked
package dev.carteiro.api;

import org.jspecify.annotations.NullMarked;
