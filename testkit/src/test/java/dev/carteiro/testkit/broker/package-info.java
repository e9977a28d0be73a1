/** Tests of the shared broker, used as in other modules' tests. */
@NullMarked
package dev.carteiro.testkit.broker;

import org.jspecify.annotations.NullMarked;
