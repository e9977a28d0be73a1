/**
 * Explanations, in words, of why an event does not reach a subscription. They come from the same code that the router
 * matches with: patterns, tenant and context, content filters, status changes. A test in the router compares both.
 */
@NullMarked
package dev.carteiro.schemas.explanation;

import org.jspecify.annotations.NullMarked;
