/** Tracking of the router's threads, to detect a thread that is stuck in a record. */
@NullMarked
package dev.carteiro.router.progress;

import org.jspecify.annotations.NullMarked;
