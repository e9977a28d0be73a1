/** Tests of redrive plans. */
@NullMarked
package dev.carteiro.runtime.redrive;

import org.jspecify.annotations.NullMarked;
