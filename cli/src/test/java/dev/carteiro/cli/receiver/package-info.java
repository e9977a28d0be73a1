/** Tests of the package of the same name, with exact values and real sockets, and without a broker. */
@NullMarked
package dev.carteiro.cli.receiver;

import org.jspecify.annotations.NullMarked;
