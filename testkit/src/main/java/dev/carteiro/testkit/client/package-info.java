/** Clients that send what no HTTP client would, and sockets for those that are tested. */
@NullMarked
package dev.carteiro.testkit.client;

import org.jspecify.annotations.NullMarked;
