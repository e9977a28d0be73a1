/**
 * Signatures, made with the platform's cryptography: Standard Webhooks 1.0 on every request whose subscription has a
 * key for it, and in addition the signatures that the receivers of some profiles expect.
 */
@NullMarked
package dev.carteiro.dispatcher.sign;

import org.jspecify.annotations.NullMarked;
