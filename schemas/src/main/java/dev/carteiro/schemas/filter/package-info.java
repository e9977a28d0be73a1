/**
 * Content filters: EventBridge event patterns that are compiled once and evaluated in a bounded number of steps.
 *
 * <p>The semantics, including array consistency, are those of AWS event-ruler; tests compare the two. event-ruler
 * itself is not used for matching, because it tries every combination of list elements. Here, a filter is a tree of
 * field names that is evaluated against the tree of the event. Each part of the event is checked once for each part of
 * the filter. Numbers are compared exactly; event-ruler does that only for numbers that fit into a double.
 */
@NullMarked
package dev.carteiro.schemas.filter;

import org.jspecify.annotations.NullMarked;
