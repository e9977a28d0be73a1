/**
 * {@code carteiro context}: clusters under names of their user's, kept in a file of the user's configuration directory, one
 * of them in use. An option or a variable that says where Kafka is wins over all of it. Roles do not read contexts.
 */
@NullMarked
package dev.carteiro.cli.context;

import org.jspecify.annotations.NullMarked;
