/** The workload is the same for the same seed, and its second opinion on matching is right. */
@NullMarked
package dev.carteiro.checker.workload;

import org.jspecify.annotations.NullMarked;
