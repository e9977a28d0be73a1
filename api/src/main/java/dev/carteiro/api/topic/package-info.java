/** Small topics of one partition that the API writes to and reads back: where they end, and what is written to them. */
@NullMarked
package dev.carteiro.api.topic;

import org.jspecify.annotations.NullMarked;
