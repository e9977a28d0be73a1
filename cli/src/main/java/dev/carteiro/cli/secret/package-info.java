/**
 * {@code carteiro secrets}: makes signing keys in the forms that a subscription's {@code secrets} take. Nothing is kept and
 * no Kafka is needed.
 */
@NullMarked
package dev.carteiro.cli.secret;

import org.jspecify.annotations.NullMarked;
