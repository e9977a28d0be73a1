/**
 * The catalogues of all modules side by side, and the page of the documentation that is written from them. What a process as
 * a whole shows is declared here, too.
 */
@NullMarked
package dev.carteiro.cli.metrics;

import org.jspecify.annotations.NullMarked;
