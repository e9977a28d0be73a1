/** How far a router has followed the applied topic. */
@NullMarked
package dev.carteiro.router.applied;

import org.jspecify.annotations.NullMarked;
