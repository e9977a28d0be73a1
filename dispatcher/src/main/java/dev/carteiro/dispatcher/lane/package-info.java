/**
 * A lane: one consumer, one transactional producer and the loop thread that owns both.
 *
 * <pre>
 *         poll            hand out (bounded)          completed attempts
 *  Kafka ------> lane loop ----------------> vthread: render, sign, POST ----+
 *    ^             |  ^                                                      |
 *    |             |  +------------------------------------------------------+
 *    |             v   every commit interval, one transaction:
 *    +---- attempts + retry/held/dead-letter/quarantine records + a scan's chunk + offsets with gap map
 * </pre>
 *
 * <p>Everything in this package runs on the loop thread, with two exceptions: the virtual threads of
 * {@link dev.carteiro.dispatcher.lane.Workers}, which return their results through one queue, and the flags that stop a
 * lane.
 */
@NullMarked
package dev.carteiro.dispatcher.lane;

import org.jspecify.annotations.NullMarked;
