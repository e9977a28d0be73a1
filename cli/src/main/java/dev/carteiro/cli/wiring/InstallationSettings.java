package dev.carteiro.cli.wiring;

import dev.carteiro.router.routing.EventTopics;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.runtime.settings.Settings;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.topic.TopicPlan;
import java.util.List;

/**
 * The settings that all processes of one installation must share. Immutable.
 *
 * @param names the names of the topics
 * @param tiers the retry tiers
 * @param events the topics that events are read from
 * @param allowed the private networks that targets can be in
 */
public record InstallationSettings(TopicNames names, RetryTiers tiers, EventTopics events, AllowedTargets allowed) {
    public static InstallationSettings of(Settings settings) {
        TopicNames names = settings.read("topics.prefix", TopicNames::new,
                "1 to 100 of the characters a-z A-Z 0-9 . _ -");
        RetryTiers tiers = settings.read("topics.retry-tiers", RetryTiers::parse,
                "1 to 20 durations from 100ms to 7d, shortest first, for example 5s,1m,5m,30m,2h,10h");
        return new InstallationSettings(names, tiers, events(settings, names), allowed(settings));
    }

    private static EventTopics events(Settings settings, TopicNames names) {
        List<String> topics = settings.list("topics.events");
        String pattern = settings.text("topics.events-pattern");
        if (!topics.isEmpty() && !pattern.isEmpty()) {
            throw new InvalidSetting(
                    "settings topics.events and topics.events-pattern are both set: remove one of them");
        }
        if (!pattern.isEmpty()) {
            return settings.read("topics.events-pattern", EventTopics::matching, "a Java regular expression");
        }
        return topics.isEmpty()
                ? EventTopics.named(names.events())
                : settings.read("topics.events", text -> new EventTopics.NamedTopics(topics),
                        "topic names of the characters a-z A-Z 0-9 . _ -, separated by commas");
    }

    /** Parses the networks; the message names the invalid one. */
    private static AllowedTargets allowed(Settings settings) {
        try {
            return AllowedTargets.parse(settings.list("targets.allow"));
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("setting targets.allow (--allow-target): " + e.getMessage());
        }
    }

    public TopicPlan plan(int partitions) {
        return plan(partitions, true);
    }

    /**
     * Returns the plan of the installation's topics.
     *
     * @param withApi true to include the topics that only the API needs
     */
    public TopicPlan plan(int partitions, boolean withApi) {
        return new TopicPlan(names, tiers, partitions, withApi);
    }

    /** Returns the allowed networks, or all if none are set, so that the registrar decides. */
    public AllowedTargets allowedOrAll() {
        return allowed.isEmpty() ? AllowedTargets.EVERYWHERE : allowed;
    }
}
