/**
 * Scan jobs: reading a topic between two offsets and sending some of its records to deliveries again. Releasing what was
 * held for a paused subscription is one, redriving dead letters the other.
 *
 * <pre>
 *   jobs ----> {@link dev.carteiro.dispatcher.scan.JobView}, one per process
 *                 |  who left which markers and progress
 *                 v
 *   held[p], dead-letters[p] --read--> {@link dev.carteiro.dispatcher.scan.LaneScans}, one per lane --a chunk at a time--+
 *                                                                                                                   |
 *   deliveries[p], jobs &lt;---- one transaction: the chunk, its progress, the offset of deliveries[p] &lt;----------------+
 * </pre>
 *
 * <p>Only the lane that owns partition <i>p</i> of deliveries writes markers and progress of <i>p</i>. It begins where
 * its predecessor stopped, once the board has read everything that a predecessor can have committed.
 */
@NullMarked
package dev.carteiro.dispatcher.scan;

import org.jspecify.annotations.NullMarked;
