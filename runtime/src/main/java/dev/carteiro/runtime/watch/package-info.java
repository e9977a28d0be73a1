/**
 * What a process sees of the whole installation from outside the data path: whether Kafka answers, whether the topics are
 * as they must be, and how far each stage is behind, measured from committed offsets and ends, so that it is seen also
 * while the stage itself is down.
 */
@NullMarked
package dev.carteiro.runtime.watch;

import org.jspecify.annotations.NullMarked;
