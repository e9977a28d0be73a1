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
 * Loads newly assigned partitions, and repeats that for up to 30 s if it fails. Owned by the loop thread.
 *
 * <p>The committed offsets are requested with a short timeout and between polls, because a consumer joins its group
 * again only during polls. A consumer that never gets a response may have lost its membership without notice. So after
 * 30 s a new lane replaces this one. {@link StableOffsets} handles a coordinator that never responds.
 */
final class PartitionLoader {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionLoader.class);
    private static final Duration MAX_TIME_FAILING = Duration.ofSeconds(30);

    private final String lane;
    private final Runnable loader;
    private final LaneClock clock;
    private boolean isFailing;
    private long failingSinceNanos;

    /** @param loader reads the committed offsets, see {@link Assignment#load} */
    PartitionLoader(String lane, Runnable loader, LaneClock clock) {
        this.lane = lane;
        this.loader = loader;
        this.clock = clock;
    }

    /**
     * Loads the partitions.
     *
     * @return true if all are loaded; otherwise the caller repeats the call after the next poll
     * @throws ApiException if loading has failed for too long
     */
    boolean load() {
        try {
            loader.run();
            isFailing = false;
            return true;
        } catch (TimeoutException e) {
            LOG.warn("lane {}: cannot read the committed offsets, retrying: {}", lane, e.getMessage());
            throwIfFailingTooLong(e);
        } catch (UnknownMemberIdException | StaleMemberEpochException e) {
            // The group has expelled this member, and the consumer will see that with its next heartbeat.
            LOG.warn("lane {}: no longer in its group, joining again: {}", lane, e.getMessage());
            throwIfFailingTooLong(e);
        }
        return false;
    }

    private void throwIfFailingTooLong(ApiException failure) {
        long now = clock.nanos();
        if (!isFailing) {
            isFailing = true;
            failingSinceNanos = now;
        } else if (now - failingSinceNanos >= MAX_TIME_FAILING.toNanos()) {
            throw failure;
        }
    }
}
