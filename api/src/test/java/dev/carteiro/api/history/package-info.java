/** Tests of what the history holds, what it evicts, and how it reports that. */
@NullMarked
package dev.carteiro.api.history;

import org.jspecify.annotations.NullMarked;
