/**
 * The checker as a whole: which modules may know it, and short runs of it ({@code *IT}), one that must pass and one
 * with a defect that must fail.
 */
@NullMarked
package dev.carteiro.checker;

import org.jspecify.annotations.NullMarked;
