/**
 * Keeps the match index consistent with the applied topic. At each start, every router instance reads the whole topic
 * from its beginning before Streams processes the first event.
 */
@NullMarked
package dev.carteiro.router.applied;

import org.jspecify.annotations.NullMarked;
