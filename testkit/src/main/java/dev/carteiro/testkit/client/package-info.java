/** Clients that send what no HTTP client would. */
@NullMarked
package dev.carteiro.testkit.client;

import org.jspecify.annotations.NullMarked;
