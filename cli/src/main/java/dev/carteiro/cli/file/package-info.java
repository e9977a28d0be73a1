/** Files that commands write. Only their owner can read those with secrets. */
@NullMarked
package dev.carteiro.cli.file;

import org.jspecify.annotations.NullMarked;
