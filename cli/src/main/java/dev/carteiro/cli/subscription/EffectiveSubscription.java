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
 * A subscription in force, as the topics have it. Immutable; the bytes are shared and must not be written to.
 *
 * @param id the subscription
 * @param version its offset in the applied topic
 * @param value as its owner wrote it
 * @param endpoint what the system says of this version's endpoint; {@code null} if all is well
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EffectiveSubscription(String id, long version, byte[] value, @Nullable EndpointStatus endpoint) {
    /**
     * All that is in force.
     *
     * @param subscriptions by id, in the order of the ids
     * @param rules what the registrar judges by; {@code null} where it has not said so
     */
    public record SubscriptionSnapshot(SortedMap<String, EffectiveSubscription> subscriptions, @Nullable RegistrarRules rules) {
        /** @throws CommandException if there is none of this id */
        EffectiveSubscription require(String id) {
            EffectiveSubscription found = subscriptions.get(id);
            if (found == null) {
                String meant = Suggestion.question(id, subscriptions.keySet());
                throw new CommandException("there is no subscription " + id + " in force"
                        + (meant.isEmpty() ? ": see carteiro subscriptions list" : meant));
            }
            return found;
        }

        /** Returns a reader that judges as the registrar does, as far as that is known. */
        SubscriptionReader reader(AllowedTargets otherwise) {
            return new SubscriptionReader(rules == null ? otherwise : rules.targets());
        }
    }

    /** All of them by id, in the order of the ids. */
    public static SortedMap<String, EffectiveSubscription> read(KafkaAccess access, TopicNames names, ProgressReporter progress) {
        return readEverything(access, names, progress).subscriptions();
    }

    static SubscriptionSnapshot readEverything(KafkaAccess access, TopicNames names, ProgressReporter progress) {
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
        } catch (InvalidJsonException notOurs) {
            return null;
        }
    }

    /** @throws CommandException if there is none of this id */
    public static EffectiveSubscription require(String id, KafkaAccess access, TopicNames names, ProgressReporter progress) {
        return readEverything(access, names, progress).require(id);
    }

    /** {@code null} if it has none. */
    @Nullable
    String tenant() {
        return text("tenant");
    }

    /** {@code null} where there is no such text. */
    @Nullable
    String text(String member) {
        return SubscriptionFormatter.tree(value).path(member).textValue();
    }

    private static @Nullable EndpointStatus status(@Nullable ConsumerRecord<byte[], byte[]> record, long version) {
        if (record == null || record.value() == null) {
            return null;
        }
        try {
            EndpointStatus status = EndpointStatus.read(record.value());
            return status.appliesTo(version) ? status : null;
        } catch (InvalidJsonException notOurs) {
            return null;
        }
    }
}
