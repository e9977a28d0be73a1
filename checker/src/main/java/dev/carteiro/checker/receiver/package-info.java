/**
 * The endpoints of all subscriptions, in the checker's own process, so that they survive every fault. Each request is
 * logged before it is answered: the log is what the run is judged by.
 */
@NullMarked
package dev.carteiro.checker.receiver;

import org.jspecify.annotations.NullMarked;
