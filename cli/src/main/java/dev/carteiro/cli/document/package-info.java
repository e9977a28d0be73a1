/**
 * JSON documents from users: sequences of them in files or on standard input, and excerpts that show the position of a fault.
 */
@NullMarked
package dev.carteiro.cli.document;

import org.jspecify.annotations.NullMarked;
