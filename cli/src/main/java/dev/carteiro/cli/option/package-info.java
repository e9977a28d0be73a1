/**
 * Options and output that commands share.
 *
 * <ul>
 *   <li>Options for the address of Kafka, the settings and the output format, as picocli mixins with the same help everywhere.
 *   <li>Tables for terminals, JSON lines elsewhere, and protection of the terminal from control characters.
 * </ul>
 */
@NullMarked
package dev.carteiro.cli.option;

import org.jspecify.annotations.NullMarked;
