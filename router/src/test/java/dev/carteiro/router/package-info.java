/** Tests of the whole topology with exact records in the test driver of Kafka Streams, and tests of the settings. */
@NullMarked
package dev.carteiro.router;

import org.jspecify.annotations.NullMarked;
