/**
 * The time of the next attempt, and the retry topic in which a delivery waits for it. Pure arithmetic: time and
 * randomness are arguments, so the tests are tables of exact values.
 */
@NullMarked
package dev.carteiro.dispatcher.retry;

import org.jspecify.annotations.NullMarked;
