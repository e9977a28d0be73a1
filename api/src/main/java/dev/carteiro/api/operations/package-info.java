/**
 * What can be done to an endpoint beside changing its subscription, over HTTP: a test, new secrets, a redrive. Reads what is
 * asked for and who asks, lets {@link dev.carteiro.api.actions} do it, and says what came of it.
 */
@NullMarked
package dev.carteiro.api.operations;

import org.jspecify.annotations.NullMarked;
