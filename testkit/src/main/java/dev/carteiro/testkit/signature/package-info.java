/**
 * The receiver's side of the signatures, written from the Standard Webhooks specification and not from the sender's code,
 * so that a mistake on one side is not repeated on the other.
 */
@NullMarked
package dev.carteiro.testkit.signature;

import org.jspecify.annotations.NullMarked;
