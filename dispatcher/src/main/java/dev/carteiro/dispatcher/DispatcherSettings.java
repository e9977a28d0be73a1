package dev.carteiro.dispatcher;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;

/**
 * The settings of a dispatcher. Immutable.
 *
 * @param access the connection to Kafka
 * @param names the topics
 * @param tiers the retry topics, the same for every process of an installation
 * @param allowed the private networks that may be called
 * @param instanceId a name that is unique among the installation's dispatchers; empty for a random one
 * @param lanes the number of lanes, each with its own consumer, producer and loop thread
 * @param commitInterval the time between two commits of results
 * @param maxRecords the most deliveries in memory, per lane
 * @param maxBytes the most event bytes in memory, per lane
 * @param retryAfterCap the longest Retry-After that is honoured
 * @param disableAfter the time without a success after which a failing endpoint is disabled; zero for never
 * @param version the version of this software, for the {@code user-agent} header
 */
public record DispatcherSettings(KafkaAccess access, TopicNames names, RetryTiers tiers, AllowedTargets allowed,
        String instanceId, int lanes, Duration commitInterval, int maxRecords, long maxBytes, Duration retryAfterCap,
        Duration disableAfter, String version) {
    private static final String ACCEPTED_ID = "[A-Za-z0-9_.-]{0,100}";

    public DispatcherSettings {
        if (!instanceId.matches(ACCEPTED_ID)) {
            throw new InvalidSetting("invalid dispatcher instance id '" + instanceId
                    + "': use at most 100 of the characters a-z A-Z 0-9 . _ -");
        }
        if (lanes < 1 || lanes > 64) {
            throw new InvalidSetting("invalid number of lanes " + lanes + ": use a number from 1 to 64");
        }
    }
}
