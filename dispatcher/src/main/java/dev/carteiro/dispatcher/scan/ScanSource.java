package dev.carteiro.dispatcher.scan;

import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One scan that is running or may start. Owned by the loop thread. */
interface ScanSource {
    TopicPartition partition();

    /** Returns the offset from which to read; empty if there is nothing to do now. */
    OptionalLong next(long nowNanos);

    /** Returns the chunk to write for a batch; {@code null} if there is nothing to write. */
    @Nullable
    ScanChunk take(ScanBatch batch, Instant now, long nowNanos);
}
