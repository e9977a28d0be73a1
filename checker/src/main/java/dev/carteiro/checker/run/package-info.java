/**
 * A run from its first process to its report: publish, inject faults, repair, drain, read all topics, judge.
 */
@NullMarked
package dev.carteiro.checker.run;

import org.jspecify.annotations.NullMarked;
