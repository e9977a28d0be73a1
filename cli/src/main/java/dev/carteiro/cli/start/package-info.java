/**
 * What makes the command line start quickly, done once by the build: classes in a form that the JVM can keep in a cache, and
 * a run that shows it which classes commands need. No command depends on it; docs/adr/0030 says why it is there.
 */
@NullMarked
package dev.carteiro.cli.start;

import org.jspecify.annotations.NullMarked;
