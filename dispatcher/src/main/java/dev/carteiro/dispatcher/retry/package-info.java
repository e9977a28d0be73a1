/**
 * When to try again, and which retry topic a delivery waits in until then. Pure arithmetic: time and randomness come in
 * as arguments, so the tests are tables of exact values.
 */
@NullMarked
package dev.carteiro.dispatcher.retry;

import org.jspecify.annotations.NullMarked;
