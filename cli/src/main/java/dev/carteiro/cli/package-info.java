/**
 * The command line, {@code ./carteiro}. It assembles the other modules, and none of them depends on it.
 *
 * <p>{@link dev.carteiro.cli.Carteiro} is the main class; the commands of each subject have their own package. A command
 * reports a failure by an exception. {@link dev.carteiro.cli.CommandErrorHandler} turns it into one line on stderr that says what to do,
 * and an exit status other than zero.
 */
@NullMarked
package dev.carteiro.cli;

import org.jspecify.annotations.NullMarked;
