/** Tests of the API's clients, against sockets with scripted responses. */
@NullMarked
package dev.carteiro.bench.client;

import org.jspecify.annotations.NullMarked;
