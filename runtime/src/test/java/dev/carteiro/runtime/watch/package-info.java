/** Tests of cluster checks on real brokers, and of lag and age with exact values. */
@NullMarked
package dev.carteiro.runtime.watch;

import org.jspecify.annotations.NullMarked;
