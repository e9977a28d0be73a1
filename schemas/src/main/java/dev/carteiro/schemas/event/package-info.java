/**
 * Events as upstream publishes them: plain JSON of the contract, or CloudEvents 1.0 in Kafka's structured and binary
 * mode. Decoding never throws: it ends in an {@link dev.carteiro.schemas.event.Event} or in the reason why not. The
 * bytes as produced are kept; nothing here writes them anew.
 */
@NullMarked
package dev.carteiro.schemas.event;

import org.jspecify.annotations.NullMarked;
