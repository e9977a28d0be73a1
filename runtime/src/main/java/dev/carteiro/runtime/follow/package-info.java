/**
 * Small compacted topics with one partition, read from their beginning and followed for as long as the process lives:
 * the subscriptions in force, what is known of endpoints, the jobs.
 */
@NullMarked
package dev.carteiro.runtime.follow;

import org.jspecify.annotations.NullMarked;
