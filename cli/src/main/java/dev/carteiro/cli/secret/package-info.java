/**
 * {@code carteiro secrets}: generates signing keys in the forms that a subscription's {@code secrets} accept. It stores nothing
 * and needs no Kafka.
 */
@NullMarked
package dev.carteiro.cli.secret;

import org.jspecify.annotations.NullMarked;
