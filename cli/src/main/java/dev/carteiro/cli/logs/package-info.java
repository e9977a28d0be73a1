/**
 * Where log lines go. People see little: on stderr our own warnings and what Kafka calls an error, one line each and
 * without stack traces. The API's audit lines go there, too, unless there is a file. A process that has a data directory keeps the rest in a file of bounded size. Nothing is ever
 * logged to stdout, which belongs to the commands' answers.
 */
@NullMarked
package dev.carteiro.cli.logs;

import org.jspecify.annotations.NullMarked;
