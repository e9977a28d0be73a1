/**
 * The registrar: reads subscriptions as their owners wrote them, copies valid ones and deletions to the applied topic,
 * and puts invalid ones into quarantine. All other components read only the applied topic, so that an invalid version
 * leaves the last valid one in force, even after compaction.
 */
@NullMarked
package dev.carteiro.router.registrar;

import org.jspecify.annotations.NullMarked;
