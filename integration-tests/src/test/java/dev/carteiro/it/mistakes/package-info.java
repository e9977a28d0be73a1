/** Mistakes at the command line, as a table of transcripts, tested with the shipped jar. */
@NullMarked
package dev.carteiro.it.mistakes;

import org.jspecify.annotations.NullMarked;
