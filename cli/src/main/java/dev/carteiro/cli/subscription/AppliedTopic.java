package dev.carteiro.cli.subscription;

import dev.carteiro.cli.kafka.Tail;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the subscriptions in force. Stateless. */
final class AppliedTopic {
    private AppliedTopic() {
    }

    /** The subscriptions' bytes by id, in the order of the ids. */
    static SortedMap<String, byte[]> read(KafkaAccess access, TopicNames names) {
        SortedMap<String, byte[]> subscriptions = new TreeMap<>();
        try (Tail tail = Tail.fromBeginning(access, List.of(names.applied()))) {
            tail.toEnd(record -> {
                if (record.key() == null) {
                    return;
                }
                String id = new String(record.key(), StandardCharsets.UTF_8);
                if (record.value() == null) {
                    subscriptions.remove(id);
                } else {
                    subscriptions.put(id, record.value());
                }
            });
        }
        return subscriptions;
    }
}
