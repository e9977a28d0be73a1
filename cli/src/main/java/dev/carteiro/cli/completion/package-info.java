/** {@code carteiro completion}: scripts with which a shell completes commands and options. */
@NullMarked
package dev.carteiro.cli.completion;

import org.jspecify.annotations.NullMarked;
