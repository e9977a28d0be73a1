/** Tests of the package of the same name: tokens are made by hand, byte by byte, so that no library mends an attack. */
@NullMarked
package dev.carteiro.api.auth;

import org.jspecify.annotations.NullMarked;
