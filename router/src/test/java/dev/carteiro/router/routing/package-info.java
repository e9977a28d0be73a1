/** Tests of the parts of event routing. */
@NullMarked
package dev.carteiro.router.routing;

import org.jspecify.annotations.NullMarked;
