/** Tests of subscriptions over HTTP. */
@NullMarked
package dev.carteiro.api.subscriptions;

import org.jspecify.annotations.NullMarked;
