/** Tests of the records of the jobs topic. */
@NullMarked
package dev.carteiro.schemas.job;

import org.jspecify.annotations.NullMarked;
