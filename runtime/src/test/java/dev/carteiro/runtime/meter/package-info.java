/** What a catalogue's entry makes, and what it refuses to make. */
@NullMarked
package dev.carteiro.runtime.meter;

import org.jspecify.annotations.NullMarked;
