/**
 * The request body, with one envelope for each profile. It is rendered from the event's bytes at each attempt and is
 * the same each time: it contains nothing of the attempt. The event's data is copied from the produced bytes and not
 * serialized again, except in profiles whose receivers require ECMAScript's form.
 */
@NullMarked
package dev.carteiro.dispatcher.render;

import org.jspecify.annotations.NullMarked;
