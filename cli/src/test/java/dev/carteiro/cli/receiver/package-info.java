/** Tests of the package of the same name: exact values and real sockets, no broker. */
@NullMarked
package dev.carteiro.cli.receiver;

import org.jspecify.annotations.NullMarked;
