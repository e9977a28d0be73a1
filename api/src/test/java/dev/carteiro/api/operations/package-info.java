/** Tests of test deliveries, rotations and redrives over HTTP; the tests play registrar and dispatcher. */
@NullMarked
package dev.carteiro.api.operations;

import org.jspecify.annotations.NullMarked;
