/** Figures and how they are told: medians and spreads, a table for the terminal, {@code bench/report.md} for everyone. */
@NullMarked
package dev.carteiro.bench.report;

import org.jspecify.annotations.NullMarked;
