package dev.carteiro.dispatcher.lane;

import dev.carteiro.dispatcher.attempt.LaneClock;
import java.time.Duration;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries to load what was assigned, for as long as that makes sense. Owned by the loop thread.
 *
 * <p>Where partitions stand is asked with a short limit and between polls, since only polls bring a consumer back into
 * its group. A consumer that goes on asking in vain may have lost its place without learning of it, so patience has an end,
 * and a new lane begins in its place. Where it is the coordinator that never answers, {@link StableOffsets} does.
 */
final class PartitionLoader {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionLoader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String lane;
    private final Runnable reading;
    private final LaneClock clock;
    private boolean isFailing;
    private long failingSince;

    /** @param reading asks Kafka where the partitions stand, see {@link Assignment#load} */
    PartitionLoader(String lane, Runnable reading, LaneClock clock) {
        this.lane = lane;
        this.reading = reading;
        this.clock = clock;
    }

    /**
     * @return whether everything is loaded; if not, it is to be tried again after the next poll
     * @throws ApiException if it was tried for too long
     */
    boolean load() {
        try {
            reading.run();
            isFailing = false;
            return true;
        } catch (TimeoutException e) {
            LOG.warn("lane {}: Kafka did not say where its partitions stand, asking again: {}", lane, e.getMessage());
            requirePatience(e);
        } catch (UnknownMemberIdException | StaleMemberEpochException e) {
            // The group has expelled this member and the consumer is yet to learn of it, by its next heartbeat.
            LOG.warn("lane {}: no longer in its group, joining again: {}", lane, e.getMessage());
            requirePatience(e);
        }
        return false;
    }

    private void requirePatience(ApiException failure) {
        long now = clock.nanos();
        if (!isFailing) {
            isFailing = true;
            failingSince = now;
        } else if (now - failingSince >= PATIENCE.toNanos()) {
            throw failure;
        }
    }
}
