/** Signatures by the Standard Webhooks specification 1.0, made with the platform's own cryptography. */
@NullMarked
package dev.carteiro.dispatcher.sign;

import org.jspecify.annotations.NullMarked;
