/** What the router's threads are working on, so that one that is stuck in a record is seen. */
@NullMarked
package dev.carteiro.router.progress;

import org.jspecify.annotations.NullMarked;
