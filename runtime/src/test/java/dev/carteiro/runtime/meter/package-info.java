/** Tests of catalogue entries: which meters they create, and which they reject. */
@NullMarked
package dev.carteiro.runtime.meter;

import org.jspecify.annotations.NullMarked;
