package dev.carteiro.broker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.raft.QuorumConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's controller and broker, assembled as in {@code KafkaRaftServer}, but with Carteiro's sockets and fault
 * handlers. Not thread-safe; {@link #start} and {@link #stop} run on threads of the node's group.
 */
final class KafkaNode {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;

    KafkaNode(Map<String, String> properties, ListenerSockets sockets, FatalFaultReporter faults) {
        KafkaConfig config = new KafkaConfig(properties, false);
        var storage = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        var metrics = Server.initializeMetrics(config, Time.SYSTEM, storage._1().clusterId().orElseThrow());
        this.shared = new SharedServer(config, storage._1(), Time.SYSTEM, metrics,
                CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()), faults, sockets);
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), storage._2());
        this.broker = new BrokerServer(shared);
    }

    /** Starts the controller first, because the broker registers with it after the former broker is fenced. */
    void start() {
        controller.startup();
        FormerBrokerRegistration.awaitEnd(shared);
        broker.startup();
    }

    /** Stops the broker first, because it unregisters from the controller. */
    void stop() {
        broker.shutdown(SHUTDOWN_TIMEOUT);
        controller.shutdown();
    }
}
