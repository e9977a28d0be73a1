/**
 * The checker. It runs Carteiro in separate processes, as operators do, with a seeded workload and seeded faults. Then it judges by
 * the receivers' requests and the topics' records whether Carteiro kept its guarantees. {@link dev.carteiro.checker.Checker} is the
 * entry point, {@code ./carteiro check}.
 */
@NullMarked
package dev.carteiro.checker;

import org.jspecify.annotations.NullMarked;
