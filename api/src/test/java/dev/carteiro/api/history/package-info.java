/** What history remembers, what it lets go, and that it says so. */
@NullMarked
package dev.carteiro.api.history;

import org.jspecify.annotations.NullMarked;
