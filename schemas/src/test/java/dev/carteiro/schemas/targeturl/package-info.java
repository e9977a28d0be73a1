/** Tables of exact values for the target rules: the edges of every network, and all notations of hosts. */
@NullMarked
package dev.carteiro.schemas.targeturl;

import org.jspecify.annotations.NullMarked;
