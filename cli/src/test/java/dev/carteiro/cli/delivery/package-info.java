/** Tests of the output of {@code carteiro deliveries}, with exact text and without a broker. */
@NullMarked
package dev.carteiro.cli.delivery;

import org.jspecify.annotations.NullMarked;
