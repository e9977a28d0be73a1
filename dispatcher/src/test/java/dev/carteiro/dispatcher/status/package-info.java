/** What becomes of an endpoint over many attempts, restarts and versions of its subscription. */
@NullMarked
package dev.carteiro.dispatcher.status;

import org.jspecify.annotations.NullMarked;
