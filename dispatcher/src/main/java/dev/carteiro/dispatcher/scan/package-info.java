/**
 * Scan jobs: they read a topic between two offsets and send some of its records to deliveries again. There are two
 * kinds: the release of deliveries that were held for a paused subscription, and the redrive of dead letters.
 *
 * <pre>
 *   jobs ----> {@link dev.carteiro.dispatcher.scan.JobView}, one per process
 *                 |  markers and progress of former owners
 *                 v
 *   held[p], dead-letters[p] --read--> {@link dev.carteiro.dispatcher.scan.LaneScans}, one per lane --a chunk at a time--+
 *                                                                                                                   |
 *   deliveries[p], jobs &lt;---- one transaction: the chunk, its progress, the offset of deliveries[p] &lt;----------------+
 * </pre>
 *
 * <p>Only the lane that owns partition <i>p</i> of deliveries writes markers and progress of <i>p</i>. It starts where
 * its predecessor stopped, after the job view has read everything that a predecessor can have committed.
 */
@NullMarked
package dev.carteiro.dispatcher.scan;

import org.jspecify.annotations.NullMarked;
