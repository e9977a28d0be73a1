/** Tests of the verifier with published vectors. */
@NullMarked
package dev.carteiro.testkit.signature;

import org.jspecify.annotations.NullMarked;
