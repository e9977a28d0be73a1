/**
 * The meaning of responses. {@link dev.carteiro.dispatcher.verdict.VerdictTable} is the only class that evaluates a
 * status code.
 */
@NullMarked
package dev.carteiro.dispatcher.verdict;

import org.jspecify.annotations.NullMarked;
