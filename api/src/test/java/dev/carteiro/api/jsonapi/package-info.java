/** Tests of request documents. */
@NullMarked
package dev.carteiro.api.jsonapi;

import org.jspecify.annotations.NullMarked;
