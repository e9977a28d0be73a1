/** That what happens ten thousand times is not written down ten thousand times. */
@NullMarked
package dev.carteiro.runtime.logging;

import org.jspecify.annotations.NullMarked;
