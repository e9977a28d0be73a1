/** Start and end of a process: parts are closed once, in the reverse of the order in which they were started. */
@NullMarked
package dev.carteiro.runtime.lifecycle;

import org.jspecify.annotations.NullMarked;
