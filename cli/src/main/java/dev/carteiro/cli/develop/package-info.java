/**
 * {@code carteiro check} and {@code carteiro bench}: their options and their help, so that both are there without a build.
 * What they do is in modules that nothing depends on, checker and bench; they are found as services.
 */
@NullMarked
package dev.carteiro.cli.develop;

import org.jspecify.annotations.NullMarked;
