/** Tests of the package of the same name: exact values, no broker. */
@NullMarked
package dev.carteiro.cli.demo;

import org.jspecify.annotations.NullMarked;
