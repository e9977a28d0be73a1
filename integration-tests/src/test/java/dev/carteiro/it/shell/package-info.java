/** Programs that tests run: shells and npm packages. */
@NullMarked
package dev.carteiro.it.shell;

import org.jspecify.annotations.NullMarked;
