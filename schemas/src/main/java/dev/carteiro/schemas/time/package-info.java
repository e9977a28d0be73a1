/** Notation of durations ({@code 500ms 5s 5m 2h 7d}) and parsing of RFC 3339 times. */
@NullMarked
package dev.carteiro.schemas.time;

import org.jspecify.annotations.NullMarked;
