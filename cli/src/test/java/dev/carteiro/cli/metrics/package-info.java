/** That what is documented about metrics is what is declared. */
@NullMarked
package dev.carteiro.cli.metrics;

import org.jspecify.annotations.NullMarked;
