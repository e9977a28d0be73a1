/** Tests of stored endpoint statuses. */
@NullMarked
package dev.carteiro.schemas.endpoint;

import org.jspecify.annotations.NullMarked;
