/** Tests of scan jobs. */
@NullMarked
package dev.carteiro.dispatcher.scan;

import org.jspecify.annotations.NullMarked;
