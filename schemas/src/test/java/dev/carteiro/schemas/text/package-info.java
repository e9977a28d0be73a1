@NullMarked
package dev.carteiro.schemas.text;

import org.jspecify.annotations.NullMarked;
