package dev.carteiro.broker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Kafka settings of the embedded node, each group with its reason. Stateless. */
final class BrokerConfig {
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String CLIENT_LISTENER = "CLIENTS";
    private static final String LOCALHOST = "localhost";
    private static final String SMALL_SEGMENT = Integer.toString(8 * 1024 * 1024);
    private static final Duration YEARS = Duration.ofDays(3_650);

    private BrokerConfig() {
    }

    static String bootstrapServers(int port) {
        return LOCALHOST + ":" + port;
    }

    static Map<String, String> of(BrokerSettings settings, int clientPort, int controllerPort) {
        Map<String, String> config = new LinkedHashMap<>();
        node(config, settings, clientPort, controllerPort);
        topics(config);
        internalTopics(config, Integer.toString(settings.internalPartitions()));
        groups(config);
        footprint(config);
        config.putAll(settings.others());
        return config;
    }

    private static void node(Map<String, String> config, BrokerSettings settings, int clientPort, int controllerPort) {
        String client = CLIENT_LISTENER + "://" + bootstrapServers(clientPort);
        String controller = CONTROLLER_LISTENER + "://" + bootstrapServers(controllerPort);
        config.put("process.roles", "broker,controller");
        config.put("node.id", Integer.toString(KafkaStorage.NODE_ID));
        config.put("controller.quorum.voters", KafkaStorage.NODE_ID + "@" + bootstrapServers(controllerPort));
        config.put("controller.listener.names", CONTROLLER_LISTENER);
        config.put("inter.broker.listener.name", CLIENT_LISTENER);
        config.put("listener.security.protocol.map",
                CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        config.put("listeners", client + "," + controller);
        config.put("advertised.listeners", client);
        config.put("log.dirs", settings.dataDirectory().toString());
        // After a kill the controller refuses the new broker until the old one's session has ended.
        config.put("broker.session.timeout.ms", "3000");
        config.put("broker.heartbeat.interval.ms", "500");
        // Recovery of unflushed segments after a kill happens within this time.
        config.put("server.max.startup.time.ms", Long.toString(Duration.ofMinutes(10).toMillis()));
    }

    private static void topics(Map<String, String> config) {
        config.put("auto.create.topics.enable", "false");
        config.put("delete.topic.enable", "true");
        config.put("default.replication.factor", "1");
        config.put("min.insync.replicas", "1");
        // An event of 512 KiB, its headers, and room; the router checks sizes before.
        config.put("message.max.bytes", Integer.toString(2 * 1024 * 1024));
        // A topic that a test or an operator deletes is gone from disk soon.
        config.put("log.segment.delete.delay.ms", "1000");
    }

    private static void internalTopics(Map<String, String> config, String partitions) {
        config.put("offsets.topic.num.partitions", partitions);
        config.put("offsets.topic.replication.factor", "1");
        // Only a segment that is full is compacted, and all of it is read before a group is served after a start.
        config.put("offsets.topic.segment.bytes", SMALL_SEGMENT);
        config.put("transaction.state.log.segment.bytes", SMALL_SEGMENT);
        config.put("transaction.state.log.num.partitions", partitions);
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("share.coordinator.state.topic.num.partitions", partitions);
        config.put("share.coordinator.state.topic.replication.factor", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        // A frozen owner's transaction is aborted close to its own timeout, not up to ten seconds later.
        config.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }

    private static void groups(Map<String, String> config) {
        config.put("group.initial.rebalance.delay.ms", "0");
        // A node that was switched off for weeks must find its offsets: the dispatcher has no reset to fall back on.
        config.put("offsets.retention.minutes", Long.toString(YEARS.toMinutes()));
        config.put("offset.metadata.max.bytes", "4096");
        // A static member that was killed blocks its successor for one session.
        config.put("group.consumer.min.session.timeout.ms", "6000");
        config.put("group.consumer.session.timeout.ms", "6000");
        config.put("group.consumer.min.heartbeat.interval.ms", "500");
        config.put("group.consumer.heartbeat.interval.ms", "1000");
    }

    /** One process on one machine, beside the router and the dispatcher. */
    private static void footprint(Map<String, String> config) {
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "4");
        config.put("background.threads", "2");
        config.put("num.recovery.threads.per.data.dir", "2");
        // The default takes 128 MiB of heap at start.
        config.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
        config.put("log.index.size.max.bytes", Integer.toString(2 * 1024 * 1024));
        // Without it the controller writes an empty record twice a second for ever.
        config.put("metadata.max.idle.interval.ms", "0");
        // The node's own metrics are not part of Carteiro's; the JMX reporter would clash between two nodes.
        config.put("metric.reporters", "");
    }
}
