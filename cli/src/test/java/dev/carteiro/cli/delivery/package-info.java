/** Tests of the package of the same name: what {@code deliveries} shows; exact text, no broker. */
@NullMarked
package dev.carteiro.cli.delivery;

import org.jspecify.annotations.NullMarked;
