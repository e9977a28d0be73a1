@NullMarked
package dev.carteiro.schemas.filter;

import org.jspecify.annotations.NullMarked;
