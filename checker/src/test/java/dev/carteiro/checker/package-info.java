/**
 * Tests of the whole checker: which modules may depend on it, and short runs ({@code *IT}), one that must pass and one with a
 * defect that must fail.
 */
@NullMarked
package dev.carteiro.checker;

import org.jspecify.annotations.NullMarked;
