/**
 * The code in the guides for people who write receivers, run as it stands there against requests that Carteiro's own
 * sender has put on a socket. Nothing here knows how to verify a signature: what is judged is the guides' code.
 */
@NullMarked
package dev.carteiro.it.guide;

import org.jspecify.annotations.NullMarked;
