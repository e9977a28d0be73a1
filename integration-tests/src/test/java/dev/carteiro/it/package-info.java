/**
 * Tests of all of Carteiro on a real broker and real sockets, and rules for dependencies between modules. Tests that start brokers or
 * processes are {@code *IT} and run in Maven's integration-test phase.
 */
@NullMarked
package dev.carteiro.it;

import org.jspecify.annotations.NullMarked;
