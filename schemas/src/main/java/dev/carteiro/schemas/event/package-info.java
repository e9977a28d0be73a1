/**
 * Events as producers publish them: JSON documents of the contract, or CloudEvents 1.0 in Kafka's structured and binary
 * modes. Decoding never throws: it returns an {@link dev.carteiro.schemas.event.Event} or a reason. The bytes as
 * produced are kept and never rewritten.
 */
@NullMarked
package dev.carteiro.schemas.event;

import org.jspecify.annotations.NullMarked;
