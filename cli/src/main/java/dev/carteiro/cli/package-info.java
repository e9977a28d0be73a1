/**
 * The command line, {@code ./carteiro}: the roof of the house, which puts the other modules together and is used by
 * none of them.
 *
 * <p>{@link dev.carteiro.cli.Carteiro} is the door; each subject's commands are in a package of their own. Whatever
 * goes wrong reaches {@link dev.carteiro.cli.CommandErrorHandler} as an exception and leaves it as one line on stderr that says what
 * to do, and an exit status other than zero.
 */
@NullMarked
package dev.carteiro.cli;

import org.jspecify.annotations.NullMarked;
