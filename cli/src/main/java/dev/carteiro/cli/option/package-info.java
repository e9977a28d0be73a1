/**
 * Options that several commands share, so that they have one name, one meaning and one help text: where Kafka is, and
 * the settings with their file. And how things are shown: tables on a terminal, lines of JSON elsewhere, nothing
 * that steers a terminal. Commands take them as picocli mixins.
 */
@NullMarked
package dev.carteiro.cli.option;

import org.jspecify.annotations.NullMarked;
