/** Tests of the position in the applied topic. */
@NullMarked
package dev.carteiro.router.applied;

import org.jspecify.annotations.NullMarked;
