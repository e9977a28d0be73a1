/**
 * The observations of a finished run: published events, requests at the receivers, records of the topics, offsets of the groups,
 * and injected faults. Grouped by delivery, because the invariants are statements about deliveries. Immutable.
 */
@NullMarked
package dev.carteiro.checker.history;

import org.jspecify.annotations.NullMarked;
