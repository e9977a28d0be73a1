/** What requests pass before they reach a resource: piece by piece, and over raw sockets for what no client would send. */
@NullMarked
package dev.carteiro.api.http;

import org.jspecify.annotations.NullMarked;
