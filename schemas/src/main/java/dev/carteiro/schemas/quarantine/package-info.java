/**
 * Records that could not be understood, kept with the reason and the place they came from, so that one broken record
 * stops nothing and is not lost either.
 */
@NullMarked
package dev.carteiro.schemas.quarantine;

import org.jspecify.annotations.NullMarked;
