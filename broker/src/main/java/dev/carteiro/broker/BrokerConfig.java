package dev.carteiro.broker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Kafka configuration of the embedded node, grouped by purpose. Stateless. */
final class BrokerConfig {
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String CLIENT_LISTENER = "CLIENTS";
    private static final String LOCALHOST = "localhost";
    private static final String INTERNAL_SEGMENT_BYTES = Integer.toString(8 * 1024 * 1024);
    private static final Duration OFFSETS_RETENTION = Duration.ofDays(3_650);

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
        // After a kill, the controller rejects the new broker until the session of the old one has expired.
        config.put("broker.session.timeout.ms", "3000");
        config.put("broker.heartbeat.interval.ms", "500");
        // The time for recovering unflushed segments after a kill.
        config.put("server.max.startup.time.ms", Long.toString(Duration.ofMinutes(10).toMillis()));
    }

    private static void topics(Map<String, String> config) {
        config.put("auto.create.topics.enable", "false");
        config.put("delete.topic.enable", "true");
        config.put("default.replication.factor", "1");
        config.put("min.insync.replicas", "1");
        // Enough for an event of 512 KiB with its headers; the router checks sizes before.
        config.put("message.max.bytes", Integer.toString(2 * 1024 * 1024));
        // The files of a deleted topic are removed quickly.
        config.put("log.segment.delete.delay.ms", "1000");
    }

    private static void internalTopics(Map<String, String> config, String partitions) {
        config.put("offsets.topic.num.partitions", partitions);
        config.put("offsets.topic.replication.factor", "1");
        // Only full segments are compacted, and the whole topic is loaded before groups are served after a start.
        config.put("offsets.topic.segment.bytes", INTERNAL_SEGMENT_BYTES);
        config.put("transaction.state.log.segment.bytes", INTERNAL_SEGMENT_BYTES);
        config.put("transaction.state.log.num.partitions", partitions);
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("share.coordinator.state.topic.num.partitions", partitions);
        config.put("share.coordinator.state.topic.replication.factor", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        // The transaction of a frozen owner is aborted at its own timeout, instead of up to 10 s later.
        config.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }

    private static void groups(Map<String, String> config) {
        config.put("group.initial.rebalance.delay.ms", "0");
        // The offsets must survive weeks without a running node, because the dispatcher has no offset reset.
        config.put("offsets.retention.minutes", Long.toString(OFFSETS_RETENTION.toMinutes()));
        config.put("offset.metadata.max.bytes", "4096");
        // A killed static member blocks its successor for one session timeout.
        config.put("group.consumer.min.session.timeout.ms", "6000");
        config.put("group.consumer.session.timeout.ms", "6000");
        config.put("group.consumer.min.heartbeat.interval.ms", "500");
        config.put("group.consumer.heartbeat.interval.ms", "1000");
    }

    /** Limits the footprint, because the node shares its process and machine with the router and the dispatcher. */
    private static void footprint(Map<String, String> config) {
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "4");
        config.put("background.threads", "2");
        config.put("num.recovery.threads.per.data.dir", "2");
        // The default allocates 128 MiB of heap at the start.
        config.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
        config.put("log.index.size.max.bytes", Integer.toString(2 * 1024 * 1024));
        // Otherwise the controller writes an empty record twice per second.
        config.put("metadata.max.idle.interval.ms", "0");
        // Carteiro does not publish the node's own metrics, and the JMX reporters of two nodes would conflict.
        config.put("metric.reporters", "");
    }
}
