/**
 * Build steps that make the command line start quickly: rewriting classes into a form that the JVM can cache, and a training run
 * that loads the classes of common commands. No command depends on this package. docs/adr/0030 has the background.
 */
@NullMarked
package dev.carteiro.cli.start;

import org.jspecify.annotations.NullMarked;
