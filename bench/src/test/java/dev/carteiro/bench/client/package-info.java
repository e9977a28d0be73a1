/** Tests of the clients of the API, against sockets that say what an API would. */
@NullMarked
package dev.carteiro.bench.client;

import org.jspecify.annotations.NullMarked;
