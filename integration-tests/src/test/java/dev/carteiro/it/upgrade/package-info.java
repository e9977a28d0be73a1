/** Data that an earlier version wrote, read by this one. */
@NullMarked
package dev.carteiro.it.upgrade;

import org.jspecify.annotations.NullMarked;
