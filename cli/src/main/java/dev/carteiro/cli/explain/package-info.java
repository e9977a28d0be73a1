/**
 * {@code carteiro explain}: shows which subscriptions an event reaches, and which conditions exclude the others. The router's
 * own index decides over the subscriptions in force; the reasons come from {@link dev.carteiro.schemas.explanation}.
 */
@NullMarked
package dev.carteiro.cli.explain;

import org.jspecify.annotations.NullMarked;
