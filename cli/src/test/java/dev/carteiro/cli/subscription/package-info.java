/** Tests of the package of the same name, with exact values and without a broker. */
@NullMarked
package dev.carteiro.cli.subscription;

import org.jspecify.annotations.NullMarked;
