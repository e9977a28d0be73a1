/**
 * What happens when Streams itself meets an exception. A record on which Carteiro fails goes to quarantine and the
 * stream goes on; a thread that fails is replaced a few times; what does not heal ends the process, to be restarted.
 */
@NullMarked
package dev.carteiro.router.fault;

import org.jspecify.annotations.NullMarked;
