/** Tests of scrapes and probes over real sockets. */
@NullMarked
package dev.carteiro.runtime.monitor;

import org.jspecify.annotations.NullMarked;
