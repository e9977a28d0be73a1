/** Tests of the formats of log lines. */
@NullMarked
package dev.carteiro.cli.logs;

import org.jspecify.annotations.NullMarked;
