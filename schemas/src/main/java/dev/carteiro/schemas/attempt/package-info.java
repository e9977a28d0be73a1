/**
 * The delivery history: one record per attempt, and one per delivery that ends without an attempt. These records are
 * informative only: no component makes decisions based on them.
 */
@NullMarked
package dev.carteiro.schemas.attempt;

import org.jspecify.annotations.NullMarked;
