/** Golden tests of bodies: every profile for every format of events, byte by byte. */
@NullMarked
package dev.carteiro.dispatcher.render;

import org.jspecify.annotations.NullMarked;
