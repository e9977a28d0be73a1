package dev.carteiro.cli.delivery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a loop end in order when the process receives a termination signal. Used by the thread of the loop and by the shutdown
 * hook.
 */
final class TerminationSignal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TerminationSignal.class);
    private static final Duration LOOP_END_TIMEOUT = Duration.ofSeconds(2);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("stop").unstarted(this::onSignal);
    private volatile boolean signalled;

    TerminationSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean isReceived() {
        return signalled;
    }

    private void onSignal() {
        signalled = true;
        try {
            if (!ended.await(LOOP_END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("the loop is still waiting for Kafka");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Declares that the loop has ended. */
    @Override
    public void close() {
        ended.countDown();
        if (!signalled) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                signalled = true; // the shutdown has just begun
            }
        }
    }
}
