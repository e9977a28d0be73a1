/**
 * The registrar: reads subscriptions as their owners wrote them, passes valid ones and deletions on to the applied
 * topic, and puts the others into quarantine. Everything else reads only the applied topic, so an invalid version
 * leaves the last valid one in force even after compaction.
 */
@NullMarked
package dev.carteiro.router.registrar;

import org.jspecify.annotations.NullMarked;
