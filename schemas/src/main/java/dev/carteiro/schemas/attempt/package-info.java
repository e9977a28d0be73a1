/**
 * The history of deliveries: one record for each attempt, and one for each delivery that ends without an attempt.
 * History only; no decision is ever read from it.
 */
@NullMarked
package dev.carteiro.schemas.attempt;

import org.jspecify.annotations.NullMarked;
