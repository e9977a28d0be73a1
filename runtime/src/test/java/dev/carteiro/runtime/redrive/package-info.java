/** Tests of what a redrive is planned to do. */
@NullMarked
package dev.carteiro.runtime.redrive;

import org.jspecify.annotations.NullMarked;
