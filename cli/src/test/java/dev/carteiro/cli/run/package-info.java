/** Tests of the package of the same name, with temporary directories and without a broker. */
@NullMarked
package dev.carteiro.cli.run;

import org.jspecify.annotations.NullMarked;
