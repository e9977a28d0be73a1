/** How log lines look to machines. */
@NullMarked
package dev.carteiro.cli.logs;

import org.jspecify.annotations.NullMarked;
