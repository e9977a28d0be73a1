/** Tests of listening. */
@NullMarked
package dev.carteiro.cli.listen;

import org.jspecify.annotations.NullMarked;
