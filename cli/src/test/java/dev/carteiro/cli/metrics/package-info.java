/** Tests of the metrics documentation against the declared meters. */
@NullMarked
package dev.carteiro.cli.metrics;

import org.jspecify.annotations.NullMarked;
