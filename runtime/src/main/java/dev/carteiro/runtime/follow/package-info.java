/**
 * Followers of small compacted topics with one partition, which they read from the beginning and follow until the process ends:
 * applied subscriptions, endpoint statuses, jobs.
 */
@NullMarked
package dev.carteiro.runtime.follow;

import org.jspecify.annotations.NullMarked;
