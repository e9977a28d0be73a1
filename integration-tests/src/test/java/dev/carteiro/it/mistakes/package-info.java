/**
 * What people get wrong at the command line, as a table of transcripts, run against the jar that is shipped.
 */
@NullMarked
package dev.carteiro.it.mistakes;

import org.jspecify.annotations.NullMarked;
