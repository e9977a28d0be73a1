@NullMarked
package dev.carteiro.schemas.wire;

import org.jspecify.annotations.NullMarked;
