/** Tests of a process's end. */
@NullMarked
package dev.carteiro.runtime.lifecycle;

import org.jspecify.annotations.NullMarked;
