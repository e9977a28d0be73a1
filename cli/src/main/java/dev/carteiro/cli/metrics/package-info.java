/**
 * The meter catalogues of all modules, and the generator of their documentation. The meters of a process as a whole are declared
 * here, too.
 */
@NullMarked
package dev.carteiro.cli.metrics;

import org.jspecify.annotations.NullMarked;
