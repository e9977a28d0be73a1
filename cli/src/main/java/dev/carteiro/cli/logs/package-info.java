/**
 * Where log lines go. People see little: on stderr our own warnings and what Kafka calls an error, one line each and
 * without stack traces. The API's audit lines go there, too, unless there is a file. A process that has a data directory
 * keeps the rest in a file of bounded size. Nothing is ever logged to stdout, which belongs to the commands' answers. With
 * {@code --log-format json} each line is one object, for whatever collects logs, and our own INFO lines are among them.
 */
@NullMarked
package dev.carteiro.cli.logs;

import org.jspecify.annotations.NullMarked;
