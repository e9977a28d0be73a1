package dev.carteiro.cli.subscription;

import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicTail;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.RegistrarRules;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.text.Suggestion;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A subscription in force, read from the topics. Immutable; the bytes are shared and must not be modified.
 *
 * @param id the subscription's id
 * @param version the offset in the applied topic
 * @param value the document as it was written
 * @param endpoint the status of this version's endpoint; {@code null} if it is healthy
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EffectiveSubscription(String id, long version, byte[] value, @Nullable EndpointStatus endpoint) {
    /**
     * All subscriptions in force.
     *
     * @param subscriptions the subscriptions, sorted by id
     * @param rules the registrar's rules; {@code null} if it has not published them
     */
    public record SubscriptionSnapshot(SortedMap<String, EffectiveSubscription> subscriptions,
            @Nullable RegistrarRules rules) {
        /**
         * Returns the subscription with this id.
         *
         * @throws CommandException if there is none
         */
        EffectiveSubscription require(String id) {
            EffectiveSubscription found = subscriptions.get(id);
            if (found == null) {
                String meant = Suggestion.question(id, subscriptions.keySet());
                throw new CommandException("no subscription " + id + " in force"
                        + (meant.isEmpty() ? ": see carteiro subscriptions list" : meant));
            }
            return found;
        }

        /** Returns a reader with the registrar's rules, or with {@code otherwise} if they are not known. */
        SubscriptionReader reader(AllowedTargets otherwise) {
            return new SubscriptionReader(rules == null ? otherwise : rules.targets());
        }
    }

    /** Reads all subscriptions in force, sorted by id. */
    public static SortedMap<String, EffectiveSubscription> read(KafkaAccess access, TopicNames names,
            ProgressReporter progress) {
        return readSnapshot(access, names, progress).subscriptions();
    }

    static SubscriptionSnapshot readSnapshot(KafkaAccess access, TopicNames names, ProgressReporter progress) {
        Map<String, ConsumerRecord<byte[], byte[]>> applied = new HashMap<>();
        Map<String, ConsumerRecord<byte[], byte[]>> statuses = new HashMap<>();
        try (TopicTail tail = TopicTail.fromBeginning(access, List.of(names.applied(), names.endpointStatus()))) {
            tail.toEnd(record -> {
                progress.report(() -> "reading subscriptions: " + applied.size() + " so far");
                if (record.key() != null) {
                    String id = new String(record.key(), StandardCharsets.UTF_8);
                    (record.topic().equals(names.applied()) ? applied : statuses).put(id, record);
                }
            });
        }
        SortedMap<String, EffectiveSubscription> inForce = new TreeMap<>();
        applied.forEach((id, record) -> {
            if (record.value() != null) {
                inForce.put(id, new EffectiveSubscription(id, record.offset(), record.value(),
                        status(statuses.get(id), record.offset())));
            }
        });
        return new SubscriptionSnapshot(inForce, rules(statuses.get(RegistrarRules.KEY)));
    }

    private static @Nullable RegistrarRules rules(@Nullable ConsumerRecord<byte[], byte[]> record) {
        try {
            return record == null || record.value() == null ? null : RegistrarRules.read(record.value());
        } catch (InvalidJsonException e) {
            return null;
        }
    }

    /**
     * Reads the subscription with this id.
     *
     * @throws CommandException if there is none
     */
    public static EffectiveSubscription require(String id, KafkaAccess access, TopicNames names,
            ProgressReporter progress) {
        return readSnapshot(access, names, progress).require(id);
    }

    /** Returns its tenant; {@code null} if it has none. */
    @Nullable
    String tenant() {
        return text("tenant");
    }

    /** Returns a member's text; {@code null} if there is none. */
    @Nullable
    String text(String member) {
        return SubscriptionFormatter.parse(value).path(member).textValue();
    }

    private static @Nullable EndpointStatus status(@Nullable ConsumerRecord<byte[], byte[]> record, long version) {
        if (record == null || record.value() == null) {
            return null;
        }
        try {
            EndpointStatus status = EndpointStatus.read(record.value());
            return status.appliesTo(version) ? status : null;
        } catch (InvalidJsonException e) {
            return null;
        }
    }
}
