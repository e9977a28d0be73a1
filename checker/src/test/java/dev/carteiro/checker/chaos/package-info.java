/** Tests of the sequence of faults, without processes. */
@NullMarked
package dev.carteiro.checker.chaos;

import org.jspecify.annotations.NullMarked;
