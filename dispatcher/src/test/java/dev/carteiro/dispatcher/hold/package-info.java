/** Tests of held deliveries and their release. */
@NullMarked
package dev.carteiro.dispatcher.hold;

import org.jspecify.annotations.NullMarked;
