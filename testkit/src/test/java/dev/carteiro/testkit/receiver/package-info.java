/** The receiver, judged from the sender's side: the JDK's HTTP client where it behaves, a bare socket where it must not. */
@NullMarked
package dev.carteiro.testkit.receiver;

import org.jspecify.annotations.NullMarked;
