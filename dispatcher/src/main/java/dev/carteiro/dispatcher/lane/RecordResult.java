package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.outcome.Consequence;

/**
 * The consequence to write for one consumed record. Immutable.
 *
 * @param lease the lease under which the record was handed out
 * @param offset the record's offset
 * @param charge the memory to release once the result is committed or dropped
 */
record RecordResult(Lease lease, long offset, MemoryBudget.Charge charge, Consequence consequence) {
}
