/** Files that commands write: those with secrets in them are their owner's alone. */
@NullMarked
package dev.carteiro.cli.file;

import org.jspecify.annotations.NullMarked;
