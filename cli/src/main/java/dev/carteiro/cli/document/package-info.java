/**
 * JSON documents that a person hands to a command: one after the other in files or on standard input, and where one is
 * wrong, the spot with its line.
 */
@NullMarked
package dev.carteiro.cli.document;

import org.jspecify.annotations.NullMarked;
