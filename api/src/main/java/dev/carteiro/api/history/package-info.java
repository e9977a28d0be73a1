/**
 * What became of deliveries, as far as it is still held: an index in memory over the newest records of the attempts and
 * dead-letters topics, current within a second.
 *
 * <pre>
 *   attempts, dead-letters --> HistoryFollower --> History: AttemptIndex, LetterIndex --> queries
 *                              seeks, jumps        bounded in bytes, the largest shelf lets go first
 * </pre>
 *
 * <p>Everything has a bound, so something is always let go. Each answer therefore comes with its
 * {@link dev.carteiro.api.history.Coverage}: from when on nothing is missing from it.
 */
@NullMarked
package dev.carteiro.api.history;

import org.jspecify.annotations.NullMarked;
