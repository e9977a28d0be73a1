/** What settings accept, and what they say to what they do not. */
@NullMarked
package dev.carteiro.runtime.settings;

import org.jspecify.annotations.NullMarked;
