package dev.carteiro.dispatcher.scan;

import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One scan that is under way or may become so. Owned by the loop thread. */
interface ScanSource {
    TopicPartition partition();

    /** From where it wants to read on; empty if there is nothing to do at the moment. */
    OptionalLong next(long nowNanos);

    /** @return what follows from what was read; {@code null} if nothing needs to be written */
    @Nullable
    ScanChunk take(ScanBatch batch, Instant now, long nowNanos);
}
