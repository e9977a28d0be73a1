/**
 * From settings to running parts, in one place: which value of which setting goes where is written here and nowhere
 * else, for {@code up}, {@code demo} and the single roles alike.
 */
@NullMarked
package dev.carteiro.cli.wiring;

import org.jspecify.annotations.NullMarked;
