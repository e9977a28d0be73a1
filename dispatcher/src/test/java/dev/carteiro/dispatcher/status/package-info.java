/** Tests of the status of endpoints over many attempts, restarts and versions of their subscription. */
@NullMarked
package dev.carteiro.dispatcher.status;

import org.jspecify.annotations.NullMarked;
