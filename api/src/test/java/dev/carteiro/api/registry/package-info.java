/** Tests of the registry: its rules in exact cases, then two instances on a real broker. */
@NullMarked
package dev.carteiro.api.registry;

import org.jspecify.annotations.NullMarked;
