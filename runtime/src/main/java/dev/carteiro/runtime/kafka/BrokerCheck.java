package dev.carteiro.runtime.kafka;

import dev.carteiro.schemas.topic.TopicPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that the brokers' own configuration suits dispatchers. Stateless.
 *
 * <p>An offset commit whose metadata is too long for the broker fails every time. That happens only once endpoints are slow enough
 * for a long gap map, so it must be detected earlier.
 */
final class BrokerCheck {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerCheck.class);
    private static final String METADATA_BYTES = "offset.metadata.max.bytes";

    private BrokerCheck() {
    }

    /** Returns one line for each wrong broker; logs a warning for one that does not show its configuration. */
    static List<String> problems(Admin admin) {
        try {
            Collection<Node> nodes = AdminCalls.await(admin.describeCluster().nodes(), "list the brokers");
            List<ConfigResource> brokers = nodes.stream()
                    .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString())).toList();
            return problems(AdminCalls.await(admin.describeConfigs(brokers).all(), "read the brokers' configuration"));
        } catch (KafkaUnavailable e) {
            LOG.warn("{}; make sure that {} is at least {} on every broker, as it is by default", e.getMessage(),
                    METADATA_BYTES,
                    TopicPlan.MAX_OFFSET_METADATA);
            return List.of();
        }
    }

    static List<String> problems(Map<ConfigResource, Config> brokers) {
        List<String> problems = new ArrayList<>();
        brokers.forEach((broker, config) -> {
            ConfigEntry entry = config.get(METADATA_BYTES);
            if (entry != null && entry.value() != null
                    && Integer.parseInt(entry.value()) < TopicPlan.MAX_OFFSET_METADATA) {
                problems.add("broker " + broker.name() + " has " + METADATA_BYTES + "=" + entry.value()
                        + "; use at least " + TopicPlan.MAX_OFFSET_METADATA
                        + ", for the metadata that dispatchers commit with their offsets");
            }
        });
        return problems;
    }
}
