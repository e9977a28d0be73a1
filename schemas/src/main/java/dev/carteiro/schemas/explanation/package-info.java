/**
 * Why an event does not reach a subscription, in words. What decides is the code that the router matches with: patterns,
 * tenant and context, content filters, status changes. A test in the router holds the two together.
 */
@NullMarked
package dev.carteiro.schemas.explanation;

import org.jspecify.annotations.NullMarked;
