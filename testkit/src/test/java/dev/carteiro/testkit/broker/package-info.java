/** The shared broker, used as other modules' tests use it. */
@NullMarked
package dev.carteiro.testkit.broker;

import org.jspecify.annotations.NullMarked;
