/**
 * The API's description: {@code openapi.json} beside this package is what is served, committed and, in every test that
 * calls the API over HTTP, compared with what is answered.
 */
@NullMarked
package dev.carteiro.api.openapi;

import org.jspecify.annotations.NullMarked;
