/** Documents in and out. */
@NullMarked
package dev.carteiro.api.jsonapi;

import org.jspecify.annotations.NullMarked;
