package dev.carteiro.dispatcher.lane;

import org.apache.kafka.common.TopicPartition;

/**
 * The right to write results for one partition, from its assignment to its revocation. A result carries the lease it was
 * handed out under; once that is lost, the result writes nothing, even if the same partition has come back meanwhile.
 * Lost on the loop thread, asked by any.
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

    /** Whether no attempt may begin any more; what has begun may still be written. */
    boolean isEnding() {
        return ending || lost;
    }

    /** It is about to be lost. */
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
