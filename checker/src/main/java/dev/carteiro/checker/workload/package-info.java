/**
 * The workload of a run: events, subscriptions and the receivers' behaviour, all determined by the seed. Matching is implemented
 * here a second time, in a few lines that share no code with the router: the checker could not find a mistake in shared code.
 */
@NullMarked
package dev.carteiro.checker.workload;

import org.jspecify.annotations.NullMarked;
