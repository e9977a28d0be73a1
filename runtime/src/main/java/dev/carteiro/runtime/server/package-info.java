/**
 * What every HTTP server of a process has in common, whatever it answers: how Jetty is set up, how many connections there may
 * be and from whom, how long a request may take to arrive and to be answered.
 */
@NullMarked
package dev.carteiro.runtime.server;

import org.jspecify.annotations.NullMarked;
