/**
 * Content filters: EventBridge event patterns, compiled once and evaluated with a bounded number of steps.
 *
 * <p>The semantics are those of AWS event-ruler, array consistency included; tests compare the two. event-ruler itself is
 * not used to match, because it tries every combination of the elements of lists. Here a filter is a tree of field names
 * that is laid over the tree of the event, so that each part of the event is looked at once for each part of the filter.
 * Numbers are compared exactly, which event-ruler does only for those that a double can hold.
 */
@NullMarked
package dev.carteiro.schemas.filter;

import org.jspecify.annotations.NullMarked;
