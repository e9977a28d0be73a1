/** The view of the subscriptions, on a real broker. */
@NullMarked
package dev.carteiro.runtime.subscriptions;

import org.jspecify.annotations.NullMarked;
