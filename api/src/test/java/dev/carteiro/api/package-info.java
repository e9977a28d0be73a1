/** Fixtures shared by the API's tests, which run on a real broker and real sockets. */
@NullMarked
package dev.carteiro.api;

import org.jspecify.annotations.NullMarked;
