/** Tests of the page of worst endpoints: which are shown, in which order, and what is not shown. */
@NullMarked
package dev.carteiro.dispatcher.diagnostics;

import org.jspecify.annotations.NullMarked;
