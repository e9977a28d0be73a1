/**
 * Records as Kafka stores and transfers them: how many bytes keys, values and headers take, and how much of one record
 * is ever unpacked into memory. Everything that reads a topic relies on these bounds.
 */
@NullMarked
package dev.carteiro.schemas.wire;

import org.jspecify.annotations.NullMarked;
