package dev.carteiro.dispatcher.lane;

import org.apache.kafka.common.TopicPartition;

/**
 * The right to write results for one partition, from its assignment to its revocation. The loop thread ends it; reads
 * are safe for any thread.
 *
 * <p>A result carries the lease under which its record was handed out. After the lease is lost the result is discarded,
 * even if the same partition was assigned again.
 */
final class Lease {
    private final TopicPartition partition;
    private volatile boolean ending;
    private volatile boolean lost;

    Lease(TopicPartition partition) {
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }

    /** Returns true if no more attempts may start; results of started ones may still be written. */
    boolean isEnding() {
        return ending || lost;
    }

    /** Records that the lease is about to be lost. */
    void end() {
        ending = true;
    }

    boolean isLost() {
        return lost;
    }

    void lose() {
        lost = true;
    }
}
