/** Tests of the package of the same name: exact values, no broker. */
@NullMarked
package dev.carteiro.cli;

import org.jspecify.annotations.NullMarked;
