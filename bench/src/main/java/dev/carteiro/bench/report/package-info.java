/** Figures and the report: medians and spreads, a table for the terminal, and {@code bench/report.md}. */
@NullMarked
package dev.carteiro.bench.report;

import org.jspecify.annotations.NullMarked;
