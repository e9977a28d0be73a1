/** Tests of shared options and output, with exact text and without a broker. */
@NullMarked
package dev.carteiro.cli.option;

import org.jspecify.annotations.NullMarked;
