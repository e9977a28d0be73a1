/**
 * Answers whoever asks a dispatcher which endpoints it has trouble with. Metrics cannot: a label for each endpoint would be
 * as many series as there are subscriptions. So the few that matter are found here, from memory, when somebody asks.
 */
@NullMarked
package dev.carteiro.dispatcher.diagnostics;

import org.jspecify.annotations.NullMarked;
