/**
 * {@code carteiro check} and {@code carteiro bench}: their options and help. The modules checker and bench implement them as
 * services, so that the command line does not depend on either.
 */
@NullMarked
package dev.carteiro.cli.develop;

import org.jspecify.annotations.NullMarked;
