/** Tests of the package of the same name: keys in temporary directories, and what the API makes of their tokens. */
@NullMarked
package dev.carteiro.cli.run;

import org.jspecify.annotations.NullMarked;
