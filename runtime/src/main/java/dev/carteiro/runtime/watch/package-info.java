/**
 * Observation of the whole installation from outside the data path: whether Kafka responds, whether the topics are correct, and
 * how far each stage is behind. Lag is measured from committed offsets and end offsets, so it is visible even while the stage
 * itself is down.
 */
@NullMarked
package dev.carteiro.runtime.watch;

import org.jspecify.annotations.NullMarked;
