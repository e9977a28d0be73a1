package dev.carteiro.runtime.kafka;

import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates an installation's topics, and reports exactly what is wrong with existing ones. Safe for any thread: its only state is
 * the client.
 *
 * <p>The groups that read deliveries and large fan-outs run with {@code auto.offset.reset=none}, because both other values can
 * lose or repeat deliveries silently. Their first offsets are therefore written here: 0, for partitions that are still empty.
 */
public final class TopicAdmin implements AutoCloseable {
    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration METADATA_RETRY_PAUSE = Duration.ofMillis(50);

    private final Admin admin;

    public TopicAdmin(KafkaAccess access) {
        admin = access.admin();
    }

    @Override
    public void close() {
        admin.close();
    }

    /**
     * Creates missing topics, and writes the first offsets of the groups of {@link TopicPlan#consumedTopics}.
     *
     * @param replication copies of each partition; empty for the cluster's default
     * @return the names of the created topics, in the plan's order
     */
    public List<String> create(TopicPlan plan, Optional<Short> replication) {
        Set<String> existing = existing();
        List<String> created = new ArrayList<>();
        for (TopicSpec spec : plan.all()) {
            if (!existing.contains(spec.name()) && createOne(spec, replication)) {
                created.add(spec.name());
            }
        }
        List<String> all = plan.all().stream().map(TopicSpec::name).toList();
        awaitKnown(() -> AdminCalls.await(admin.describeTopics(all).allTopicNames(), "describe topics"));
        awaitLeaders(plan.all().stream().filter(spec -> created.contains(spec.name())).toList());
        plan.consumedTopics().forEach((group, topics) -> writeFirstOffsets(group, topics, plan));
        return created;
    }

    /** Returns one line for each problem; empty if there is none. */
    public List<String> verify(TopicPlan plan) {
        return verify(plan, Optional.empty());
    }

    /**
     * Checks the same and the number of copies of each partition.
     *
     * @param replication empty for any number
     */
    public List<String> verify(TopicPlan plan, Optional<Short> replication) {
        Map<String, TopicDescription> found = describe(plan);
        if (found.isEmpty()) {
            return List.of("none of the " + plan.all().size() + " topics exists (for example "
                    + plan.names().deliveries() + "); create them with: carteiro topics");
        }
        Map<String, Config> configs = configs(found.keySet());
        List<String> problems = new ArrayList<>();
        for (TopicSpec spec : plan.all()) {
            TopicDescription description = found.get(spec.name());
            Config config = configs.get(spec.name());
            if (description == null || config == null) {
                problems.add("topic " + spec.name() + " does not exist; create it with: carteiro topics");
            } else {
                problems.addAll(TopicCheck.problems(spec, description.partitions().size(), config));
                problems.addAll(TopicCheck.inSync(description, config));
                replication.ifPresent(copies -> problems.addAll(TopicCheck.copies(description, copies)));
            }
        }
        if (problems.isEmpty()) {
            plan.consumedTopics().forEach((group, topics) -> problems.addAll(offsetProblems(group, topics, plan)));
            problems.addAll(BrokerCheck.problems(admin));
        }
        return problems;
    }

    /** Returns those of the topics that do not exist. */
    public List<String> missing(Collection<String> topics) {
        Set<String> existing = existing();
        return topics.stream().filter(topic -> !existing.contains(topic)).toList();
    }

    /** Returns the partition count of a topic; empty if the topic does not exist. */
    public Optional<Integer> partitions(String topic) {
        if (!existing().contains(topic)) {
            return Optional.empty();
        }
        return AdminCalls.await(admin.describeTopics(List.of(topic)).allTopicNames(), "describe " + topic).values()
                .stream().map(description -> description.partitions().size()).findFirst();
    }

    private boolean createOne(TopicSpec spec, Optional<Short> replication) {
        try {
            NewTopic topic = new NewTopic(spec.name(), Optional.of(spec.partitions()), replication)
                    .configs(spec.config(replication.isPresent() ? replication.get() : defaultCopies(spec)));
            AdminCalls.await(admin.createTopics(List.of(topic)).all(), "create topic " + spec.name());
            return true;
        } catch (KafkaUnavailable e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false; // another process was quicker
            }
            throw e;
        }
    }

    /** Returns the replication factor that the cluster would give the topic. */
    private int defaultCopies(TopicSpec spec) {
        NewTopic topic = new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty());
        return AdminCalls.await(admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true))
                .replicationFactor(spec.name()), "create topic " + spec.name());
    }

    /**
     * Waits until the brokers know a new topic. After its creation by the controller, other brokers do not know it for a moment.
     *
     * @param question fails until then
     */
    private static <T> void awaitKnown(Supplier<T> question) {
        AdminCalls.retry(question, UnknownTopicOrPartitionException.class, METADATA_TIMEOUT, METADATA_RETRY_PAUSE,
                e -> {
                });
    }

    /**
     * Waits until each partition has a leader that responds. A new leader may not know yet that it leads, and reject a producer's
     * first batch but accept its second. The first batch is then rejected for ever, because for the broker the producer's sequence
     * began with the second.
     */
    private void awaitLeaders(List<TopicSpec> created) {
        Set<TopicPartition> partitions = created.stream().flatMap(
                spec -> IntStream.range(0, spec.partitions()).mapToObj(p -> new TopicPartition(spec.name(), p)))
                .collect(Collectors.toSet());
        awaitKnown(() -> ends(partitions));
    }

    private void writeFirstOffsets(String group, List<String> topics, TopicPlan plan) {
        Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
        ends(existing(withoutOffset(group, topics, plan))).forEach((partition, end) -> {
            if (end.offset() == 0) {
                first.put(partition, new OffsetAndMetadata(0));
            }
        });
        if (!first.isEmpty()) {
            AdminCalls.await(admin.alterConsumerGroupOffsets(group, first).all(),
                    "write the first offsets of group " + group + " (its members must be stopped for this)");
        }
    }

    private List<String> offsetProblems(String group, List<String> topics, TopicPlan plan) {
        Set<TopicPartition> missing = withoutOffset(group, topics, plan);
        if (missing.isEmpty()) {
            return List.of();
        }
        return List.of("group " + group + " has no committed offset for " + missing.size()
                + " partitions (for example " + missing.iterator().next() + "); carteiro topics writes those of empty"
                + " partitions; for others choose one with kafka-consumer-groups --reset-offsets");
    }

    private Set<TopicPartition> withoutOffset(String group, List<String> topics, TopicPlan plan) {
        Map<TopicPartition, OffsetAndMetadata> committed = AdminCalls.await(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                "read the offsets of group " + group);
        return topics.stream()
                .flatMap(topic -> IntStream.range(0, plan.partitions()).mapToObj(p -> new TopicPartition(topic, p)))
                .filter(partition -> committed.get(partition) == null).collect(Collectors.toSet());
    }

    /** Returns the partitions that exist. For others, the request for the end offset would time out. */
    private Set<TopicPartition> existing(Set<TopicPartition> partitions) {
        Set<String> topics = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Map<String, TopicDescription> found = AdminCalls.await(admin.describeTopics(topics).allTopicNames(),
                "describe topics");
        return partitions.stream().filter(partition -> {
            TopicDescription topic = found.get(partition.topic());
            return topic != null && partition.partition() < topic.partitions().size();
        }).collect(Collectors.toSet());
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return latest.isEmpty() ? Map.of() : AdminCalls.await(admin.listOffsets(latest).all(), "read end offsets");
    }

    private Map<String, TopicDescription> describe(TopicPlan plan) {
        Set<String> existing = existing();
        List<String> ours = plan.all().stream().map(TopicSpec::name).filter(existing::contains).toList();
        return AdminCalls.await(admin.describeTopics(ours).allTopicNames(), "describe topics");
    }

    private Map<String, Config> configs(Set<String> topics) {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
        Map<String, Config> configs = new TreeMap<>();
        AdminCalls.await(admin.describeConfigs(resources).all(), "read topic configuration")
                .forEach((resource, config) -> configs.put(resource.name(), config));
        return configs;
    }

    private Set<String> existing() {
        return AdminCalls.await(admin.listTopics().names(), "list topics");
    }
}
