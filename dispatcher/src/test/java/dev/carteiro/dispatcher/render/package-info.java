/** Golden bodies: every profile for every format an event may come in, byte by byte. */
@NullMarked
package dev.carteiro.dispatcher.render;

import org.jspecify.annotations.NullMarked;
