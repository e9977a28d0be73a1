/** Tests of medians, spreads and goals with exact values. */
@NullMarked
package dev.carteiro.bench.report;

import org.jspecify.annotations.NullMarked;
