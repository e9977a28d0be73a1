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
 * Waits until the controller has fenced a killed broker. Thread-safe; {@link #awaitEnd} is called by the thread that
 * starts the node.
 *
 * <p>The killed broker leads its partitions until its session has expired. A broker that starts earlier would lead
 * them, lose them and get them back within seconds.
 *
 * <p>That can cause errors. A coordinator loads its groups when it gets a partition, and Kafka 4.3.1 ({@code
 * CoordinatorRuntime.CoordinatorContext#load}) confuses the ends of two loads of the same partition. It then serves
 * groups that are not loaded yet, or none until a restart.
 */
final class FormerBrokerRegistration implements MetadataPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(FormerBrokerRegistration.class);
    private static final Duration WAIT_TIMEOUT = Duration.ofSeconds(30);

    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private FormerBrokerRegistration() {
    }

    /**
     * Waits until no broker of this node is registered that may lead partitions. The controller must be running.
     *
     * @throws IllegalStateException if interrupted, or if the node's metadata cannot be read
     */
    static void awaitEnd(SharedServer shared) {
        FormerBrokerRegistration former = new FormerBrokerRegistration();
        try {
            shared.loader().installPublishers(List.of(former)).get();
            if (!former.endsWithin(WAIT_TIMEOUT)) {
                LOG.warn("The broker starts although the controller has not fenced the former one within {} s",
                        WAIT_TIMEOUT.toSeconds());
            }
            shared.loader().removeAndClosePublisher(former).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the node's metadata cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean endsWithin(Duration timeout) throws InterruptedException, ExecutionException {
        try {
            ended.get(timeout.toSeconds(), TimeUnit.SECONDS);
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
        // There are no resources to release.
    }
}
