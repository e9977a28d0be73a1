/** Tests of {@code carteiro listen}, with real sockets and without a broker. */
@NullMarked
package dev.carteiro.cli.listen;

import org.jspecify.annotations.NullMarked;
