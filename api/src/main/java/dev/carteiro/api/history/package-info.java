/**
 * An in-memory index over the newest records of the topics of attempts and dead letters. It lags behind them by less
 * than a second.
 *
 * <pre>
 *   attempts, dead-letters --> HistoryFollower --> History: AttemptIndex, LetterIndex --> queries
 *                              seeks, skips        bounded in bytes, the largest log evicts first
 * </pre>
 *
 * <p>Memory is bounded, so old records are evicted. Each result therefore carries its
 * {@link dev.carteiro.api.history.Coverage}: the time since when nothing is missing from it.
 */
@NullMarked
package dev.carteiro.api.history;

import org.jspecify.annotations.NullMarked;
