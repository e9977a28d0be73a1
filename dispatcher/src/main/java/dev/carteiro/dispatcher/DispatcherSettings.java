package dev.carteiro.dispatcher;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;

/**
 * What a dispatcher needs to know. Immutable.
 *
 * @param access where Kafka is
 * @param names the topics
 * @param tiers the retry topics, the same for every process of an installation
 * @param allowed private networks that may be called
 * @param instanceId unique among the installation's dispatchers; made up where it is empty
 * @param lanes consumers with a loop thread and a producer each
 * @param commitInterval how often results are committed
 * @param maxRecords deliveries in memory, per lane
 * @param maxBytes bytes of events in memory, per lane
 * @param retryAfterCap the longest Retry-After that is honoured
 * @param disableAfter how long an endpoint may do nothing but fail before it is disabled; zero for ever
 * @param version of this software, for the {@code user-agent} header
 */
public record DispatcherSettings(KafkaAccess access, TopicNames names, RetryTiers tiers, AllowedTargets allowed,
        String instanceId, int lanes, Duration commitInterval, int maxRecords, long maxBytes, Duration retryAfterCap,
        Duration disableAfter, String version) {
    private static final String ACCEPTED_ID = "[A-Za-z0-9_.-]{0,100}";

    public DispatcherSettings {
        if (!instanceId.matches(ACCEPTED_ID)) {
            throw new InvalidSetting("dispatcher instance id '" + instanceId
                    + "' is not usable: write up to 100 of the characters a-z A-Z 0-9 . _ -");
        }
        if (lanes < 1 || lanes > 64) {
            throw new InvalidSetting(lanes + " lanes: write a number from 1 to 64");
        }
    }
}
