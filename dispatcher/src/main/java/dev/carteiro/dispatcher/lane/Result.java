package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.outcome.Consequence;

/** What is to be written about one consumed record. */
record Result(Lease lease, long offset, Budget.Charge charge, Consequence consequence) {
}
