/**
 * Tests of the code in the receiver guides. It runs unchanged with requests that Carteiro's own sender has written to a socket. The
 * tests contain no code for signatures: only the guides' code verifies.
 */
@NullMarked
package dev.carteiro.it.guide;

import org.jspecify.annotations.NullMarked;
