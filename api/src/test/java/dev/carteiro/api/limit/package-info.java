/** Tests of limits that callers share. */
@NullMarked
package dev.carteiro.api.limit;

import org.jspecify.annotations.NullMarked;
