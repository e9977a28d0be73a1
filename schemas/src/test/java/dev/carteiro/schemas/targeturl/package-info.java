/** Tables of exact values for the rules about targets: every network's edges, every spelling of a host. */
@NullMarked
package dev.carteiro.schemas.targeturl;

import org.jspecify.annotations.NullMarked;
