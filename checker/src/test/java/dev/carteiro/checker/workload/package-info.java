/** Tests that the workload depends only on the seed, and that its own matching is right. */
@NullMarked
package dev.carteiro.checker.workload;

import org.jspecify.annotations.NullMarked;
