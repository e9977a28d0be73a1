/**
 * The checker: runs Carteiro as users run it, in processes of their own, under a seeded workload and seeded faults, and
 * judges by what receivers and topics say whether its promises were kept. {@link dev.carteiro.checker.Checker} is the
 * door, {@code ./carteiro check}.
 */
@NullMarked
package dev.carteiro.checker;

import org.jspecify.annotations.NullMarked;
