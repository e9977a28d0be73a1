@NullMarked
package dev.carteiro.runtime.follow;

import org.jspecify.annotations.NullMarked;
