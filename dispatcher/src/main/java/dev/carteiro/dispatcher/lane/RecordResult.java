package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.outcome.Consequence;

/** What is to be written about one consumed record. */
record RecordResult(Lease lease, long offset, MemoryBudget.Charge charge, Consequence consequence) {
}
