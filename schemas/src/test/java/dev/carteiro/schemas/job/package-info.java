/** Tests of what stands in the jobs topic. */
@NullMarked
package dev.carteiro.schemas.job;

import org.jspecify.annotations.NullMarked;
