/** Tests of secret rotation, test events and test budgets. */
@NullMarked
package dev.carteiro.api.actions;

import org.jspecify.annotations.NullMarked;
