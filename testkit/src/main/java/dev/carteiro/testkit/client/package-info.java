/** A client for requests that no HTTP client would send, and sockets for HTTP clients under test. */
@NullMarked
package dev.carteiro.testkit.client;

import org.jspecify.annotations.NullMarked;
