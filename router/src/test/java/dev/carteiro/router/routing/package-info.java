/**
 * Tests of the small decisions on an event's path.
 */
@NullMarked
package dev.carteiro.router.routing;

import org.jspecify.annotations.NullMarked;
