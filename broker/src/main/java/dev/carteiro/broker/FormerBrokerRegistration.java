package dev.carteiro.broker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.SharedServer;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.BrokerRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the controller still believes of a broker that was killed: that it leads its partitions. It finds out when the
 * broker's session has ended; a broker that started before would lead them, lose them and get them back within seconds.
 * Thread-safe; {@link #awaitEnd} is for the thread that starts the node.
 *
 * <p>
 * That is more than an interlude. A coordinator loads its groups when it gets a partition, and Kafka 4.3.1
 * ({@code CoordinatorRuntime.CoordinatorContext#load}) takes the end of one load for the end of whichever load of that
 * partition is under way: it then serves groups that it has not read yet, or none until it is restarted.
 */
final class FormerBrokerRegistration implements MetadataPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(FormerBrokerRegistration.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private FormerBrokerRegistration() {
    }

    /**
     * Returns when no broker of this node is registered that may lead anything. The controller has to be up.
     *
     * @throws IllegalStateException if interrupted, or if the node's metadata cannot be followed
     */
    static void awaitEnd(SharedServer shared) {
        FormerBrokerRegistration former = new FormerBrokerRegistration();
        try {
            shared.loader().installPublishers(List.of(former)).get();
            if (!former.endsWithin(PATIENCE)) {
                LOG.warn("The broker starts although the controller takes the one before it for alive, after {} s.",
                        PATIENCE.toSeconds());
            }
            shared.loader().removeAndClosePublisher(former).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the node's metadata cannot be followed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean endsWithin(Duration patience) throws InterruptedException, ExecutionException {
        try {
            ended.get(patience.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Override
    public String name() {
        return "carteiro-former-registration";
    }

    @Override
    public void onMetadataUpdate(MetadataDelta delta, MetadataImage newImage, LoaderManifest manifest) {
        BrokerRegistration former = newImage.cluster().broker(KafkaStorage.NODE_ID);
        if (former == null || former.fenced()) {
            ended.complete(null);
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
