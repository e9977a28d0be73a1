/** {@code carteiro topics}: an installation's topics, created where they are missing and verified where they exist. */
@NullMarked
package dev.carteiro.cli.topic;

import org.jspecify.annotations.NullMarked;
