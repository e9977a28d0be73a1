/**
 * The admin page of a dispatcher's worst endpoints. Metrics cannot show them, because a label for each endpoint would
 * create as many series as there are subscriptions. The page is computed from memory on each request.
 */
@NullMarked
package dev.carteiro.dispatcher.diagnostics;

import org.jspecify.annotations.NullMarked;
