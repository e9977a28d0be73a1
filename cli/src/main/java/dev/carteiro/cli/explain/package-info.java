/**
 * {@code carteiro explain}: which subscriptions an event reaches, and what keeps it from the others. The subscriptions in force
 * are put into the router's own index, which decides; the reasons come from {@link dev.carteiro.schemas.explanation}.
 */
@NullMarked
package dev.carteiro.cli.explain;

import org.jspecify.annotations.NullMarked;
