/** Medians, spreads and goals by exact values. */
@NullMarked
package dev.carteiro.bench.report;

import org.jspecify.annotations.NullMarked;
