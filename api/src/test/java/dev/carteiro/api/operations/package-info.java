/** Tests, rotations and redrives over real HTTP; the tests here play registrar and dispatcher. */
@NullMarked
package dev.carteiro.api.operations;

import org.jspecify.annotations.NullMarked;
