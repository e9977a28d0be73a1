/** Topics of one partition that the API writes and reads back: their end offset, and writes to them. */
@NullMarked
package dev.carteiro.api.topic;

import org.jspecify.annotations.NullMarked;
