@NullMarked
package dev.carteiro.cli.start;

import org.jspecify.annotations.NullMarked;
