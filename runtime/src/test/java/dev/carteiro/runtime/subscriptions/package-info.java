/** Tests of the subscription view on a real broker. */
@NullMarked
package dev.carteiro.runtime.subscriptions;

import org.jspecify.annotations.NullMarked;
