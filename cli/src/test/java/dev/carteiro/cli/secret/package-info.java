/** Tests of generated secrets. */
@NullMarked
package dev.carteiro.cli.secret;

import org.jspecify.annotations.NullMarked;
