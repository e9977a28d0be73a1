/**
 * The threads without which a process does no work: how they end, and how others see that one of them makes no progress.
 */
@NullMarked
package dev.carteiro.runtime.vital;

import org.jspecify.annotations.NullMarked;
