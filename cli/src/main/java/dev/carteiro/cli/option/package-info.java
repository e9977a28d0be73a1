/**
 * Options that several commands share, so that they have one name, one meaning and one help text: where Kafka is, and
 * the settings with their file. Commands take them as picocli mixins.
 */
@NullMarked
package dev.carteiro.cli.option;

import org.jspecify.annotations.NullMarked;
