/** The embedded broker as its users see it: through Kafka's clients, and through its refusals. */
@NullMarked
package dev.carteiro.broker;

import org.jspecify.annotations.NullMarked;
