/**
 * {@code carteiro context}: named clusters, kept in a file of the user's configuration directory, with one of them in use. An
 * option or a variable with the address of Kafka overrides the context. Roles do not read contexts.
 */
@NullMarked
package dev.carteiro.cli.context;

import org.jspecify.annotations.NullMarked;
