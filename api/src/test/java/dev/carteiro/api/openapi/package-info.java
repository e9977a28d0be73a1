/** Tests that the OpenAPI document describes what the API serves. */
@NullMarked
package dev.carteiro.api.openapi;

import org.jspecify.annotations.NullMarked;
