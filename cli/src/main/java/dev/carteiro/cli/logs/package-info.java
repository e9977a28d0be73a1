/**
 * The destinations and formats of log lines.
 *
 * <ul>
 *   <li>stderr gets Carteiro's warnings and Kafka's errors, one line each and without stack traces. It also gets the API's audit
 *       lines, unless there is a log file.
 *   <li>A process with a data directory writes all lines to a log file of bounded size.
 *   <li>stdout gets no log lines, because it holds the output of commands.
 *   <li>With {@code --log-format json} each line is one object, and Carteiro's INFO lines are included.
 * </ul>
 */
@NullMarked
package dev.carteiro.cli.logs;

import org.jspecify.annotations.NullMarked;
