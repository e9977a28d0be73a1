@NullMarked
package dev.carteiro.router.progress;

import org.jspecify.annotations.NullMarked;
