/**
 * Signatures, made with the platform's own cryptography: Standard Webhooks 1.0 on every request whose subscription has a
 * key for it, and beside it those that receivers of other systems expect.
 */
@NullMarked
package dev.carteiro.dispatcher.sign;

import org.jspecify.annotations.NullMarked;
