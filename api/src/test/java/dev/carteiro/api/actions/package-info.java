/** What a rotation leaves in a subscription, and what a test sends. */
@NullMarked
package dev.carteiro.api.actions;

import org.jspecify.annotations.NullMarked;
