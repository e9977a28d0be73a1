/**
 * The API's description. {@code openapi.json} beside this package is what the API serves; every test that calls the API
 * over HTTP checks the responses against it.
 */
@NullMarked
package dev.carteiro.api.openapi;

import org.jspecify.annotations.NullMarked;
