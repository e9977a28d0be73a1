/**
 * Which subscriptions an event reaches. Two steps: the event's type, tenant and context lead through hash maps straight
 * to the subscriptions that want them, whatever the number of others; only what is left there and has a content filter
 * or a status-change filter costs a look at the event's document.
 */
@NullMarked
package dev.carteiro.router.match;

import org.jspecify.annotations.NullMarked;
