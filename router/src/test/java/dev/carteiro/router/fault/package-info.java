/**
 * Tests of what Streams is told when something fails.
 */
@NullMarked
package dev.carteiro.router.fault;

import org.jspecify.annotations.NullMarked;
