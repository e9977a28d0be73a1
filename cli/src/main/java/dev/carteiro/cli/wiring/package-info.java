/**
 * The only place that maps settings to the configuration of the roles, for {@code up}, {@code demo} and single roles.
 */
@NullMarked
package dev.carteiro.cli.wiring;

import org.jspecify.annotations.NullMarked;
