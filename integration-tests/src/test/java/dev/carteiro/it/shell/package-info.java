/** Programs that tests run: shells, and what the npm registry has. */
@NullMarked
package dev.carteiro.it.shell;

import org.jspecify.annotations.NullMarked;
