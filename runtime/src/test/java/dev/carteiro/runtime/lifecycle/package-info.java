/** How a process ends. */
@NullMarked
package dev.carteiro.runtime.lifecycle;

import org.jspecify.annotations.NullMarked;
