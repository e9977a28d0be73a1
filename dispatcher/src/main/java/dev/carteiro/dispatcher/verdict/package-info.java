/**
 * What an answer means. {@link dev.carteiro.dispatcher.verdict.VerdictTable} is the only place that looks at a status
 * number.
 */
@NullMarked
package dev.carteiro.dispatcher.verdict;

import org.jspecify.annotations.NullMarked;
