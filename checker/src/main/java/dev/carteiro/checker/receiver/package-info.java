/**
 * The endpoints of all subscriptions, in the checker's own process, so that they survive every fault. Each request is logged before
 * its response is sent, because the run is judged by the log.
 */
@NullMarked
package dev.carteiro.checker.receiver;

import org.jspecify.annotations.NullMarked;
