/**
 * A run from its first process to its report: publish, break, repair, wait until all is at rest, read everything,
 * judge.
 */
@NullMarked
package dev.carteiro.checker.run;

import org.jspecify.annotations.NullMarked;
