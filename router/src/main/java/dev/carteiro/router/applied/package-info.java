/**
 * Keeps the match index in step with the applied topic. Every router instance reads all of it, from its beginning at
 * each start, before Streams hands it the first event.
 */
@NullMarked
package dev.carteiro.router.applied;

import org.jspecify.annotations.NullMarked;
