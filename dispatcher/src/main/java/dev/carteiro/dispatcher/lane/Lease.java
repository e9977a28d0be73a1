package dev.carteiro.dispatcher.lane;

import org.apache.kafka.common.TopicPartition;

/**
 * The right to write results for one partition, from its assignment to its revocation. A result carries the lease it was
 * handed out under; once that is lost, the result writes nothing, even if the same partition has come back meanwhile.
 * Lost on the loop thread, asked by any.
 */
final class Lease {
    private final TopicPartition partition;
    private volatile boolean lost;

    Lease(TopicPartition partition) {
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }

    boolean isLost() {
        return lost;
    }

    void lose() {
        lost = true;
    }
}
