/**
 * Measures what users of such systems fear and hope for, on their own machine: {@code ./carteiro bench}.
 *
 * <p>Broker, system under test and receiver are separate processes, so that each one's processor time and memory can be
 * told from the others'. A scenario compares two things in turn, A B A B, on the same broker and receiver; the ratio is
 * the result and the absolute figures are its context.
 */
@NullMarked
package dev.carteiro.bench;

import org.jspecify.annotations.NullMarked;
