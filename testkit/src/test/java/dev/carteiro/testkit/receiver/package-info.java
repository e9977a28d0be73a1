/** Tests of the receiver from the sender's side: with the JDK's HTTP client, or with a bare socket for hostile cases. */
@NullMarked
package dev.carteiro.testkit.receiver;

import org.jspecify.annotations.NullMarked;
