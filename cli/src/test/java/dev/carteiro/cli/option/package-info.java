/** Tests of the package of the same name: options and output that all commands share; exact text, no broker. */
@NullMarked
package dev.carteiro.cli.option;

import org.jspecify.annotations.NullMarked;
