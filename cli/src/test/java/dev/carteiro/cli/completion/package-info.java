@NullMarked
package dev.carteiro.cli.completion;

import org.jspecify.annotations.NullMarked;
