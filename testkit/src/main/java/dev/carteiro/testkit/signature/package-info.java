/**
 * The receiver's side of signatures. Written from the Standard Webhooks specification and not from the sender's code, so that it does
 * not repeat the sender's mistakes.
 */
@NullMarked
package dev.carteiro.testkit.signature;

import org.jspecify.annotations.NullMarked;
