/** {@code carteiro topics}: creates the missing topics of an installation, and verifies the existing ones. */
@NullMarked
package dev.carteiro.cli.topic;

import org.jspecify.annotations.NullMarked;
