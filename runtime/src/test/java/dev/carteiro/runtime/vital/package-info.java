@NullMarked
package dev.carteiro.runtime.vital;

import org.jspecify.annotations.NullMarked;
