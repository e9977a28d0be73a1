/**
 * What people would pick instead, and the limits of what we are made of: programs of their own, on the same records, the same
 * broker and the same receiver. Each is as good as a few lines of code can make it, because a ratio to a straw man says
 * nothing.
 */
@NullMarked
package dev.carteiro.bench.baseline;

import org.jspecify.annotations.NullMarked;
