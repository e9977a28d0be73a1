/**
 * Threads that a process cannot work without: their failures are reported, and a lack of progress is visible.
 */
@NullMarked
package dev.carteiro.runtime.vital;

import org.jspecify.annotations.NullMarked;
