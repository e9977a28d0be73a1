/** Tests of the limits for log lines. */
@NullMarked
package dev.carteiro.runtime.logging;

import org.jspecify.annotations.NullMarked;
