/** The verifier against vectors that others wrote. */
@NullMarked
package dev.carteiro.testkit.signature;

import org.jspecify.annotations.NullMarked;
