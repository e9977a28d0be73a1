/** What a process sees of the cluster, on real brokers, and how it is remembered, with exact values. */
@NullMarked
package dev.carteiro.runtime.watch;

import org.jspecify.annotations.NullMarked;
