/**
 * Tests of the steps before a resource: each class alone, and over raw sockets for what no proper client would send.
 */
@NullMarked
package dev.carteiro.api.http;

import org.jspecify.annotations.NullMarked;
