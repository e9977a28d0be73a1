package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The differences between wanted subscriptions and those in force. Immutable.
 *
 * <p>Documents are compared by members and values, not by text. White space and the order of members do not matter; the order of
 * an array does.
 */
record SubscriptionDiff(List<SubscriptionDifference> differences) {
    SubscriptionDiff {
        differences = List.copyOf(differences);
    }

    /**
     * Compares the wanted subscriptions with those in force.
     *
     * @param superfluous the subscriptions to delete
     */
    static SubscriptionDiff of(Map<String, EffectiveSubscription> inForce, List<SubscriptionChange> wanted,
            List<EffectiveSubscription> superfluous) {
        List<SubscriptionDifference> differences = new ArrayList<>();
        wanted.forEach(change -> differences.add(difference(change, inForce.get(change.id()))));
        superfluous.forEach(one -> differences
                .add(new SubscriptionDifference.Removal(one.id(), SubscriptionFormatter.document(one.value()))));
        return new SubscriptionDiff(differences);
    }

    /** Returns the changes that make a difference. */
    List<SubscriptionChange> effectiveChanges(List<SubscriptionChange> wanted) {
        Set<String> unchanged = differences.stream().filter(SubscriptionDifference.NoDifference.class::isInstance)
                .map(SubscriptionDifference::id)
                .collect(Collectors.toSet());
        return wanted.stream().filter(change -> !unchanged.contains(change.id())).toList();
    }

    List<SubscriptionChange> deletions() {
        return differences.stream().filter(SubscriptionDifference.Removal.class::isInstance)
                .map(difference -> SubscriptionChange.delete(difference.id())).toList();
    }

    String summary() {
        return count(SubscriptionDifference.Addition.class) + " to create, "
                + count(SubscriptionDifference.Modification.class) + " to change, "
                + count(SubscriptionDifference.Removal.class) + " to delete, "
                + count(SubscriptionDifference.NoDifference.class) + " unchanged";
    }

    private long count(Class<? extends SubscriptionDifference> kind) {
        return differences.stream().filter(kind::isInstance).count();
    }

    private static SubscriptionDifference difference(SubscriptionChange change,
            @Nullable EffectiveSubscription inForce) {
        byte[] value = change.value();
        if (value == null) {
            throw new IllegalArgumentException("a file holds no deletions");
        }
        if (inForce == null) {
            return new SubscriptionDifference.Addition(change.id(), SubscriptionFormatter.document(value));
        }
        ObjectNode oldDocument = SubscriptionFormatter.parse(inForce.value());
        ObjectNode newDocument = SubscriptionFormatter.parse(value);
        return oldDocument.equals(newDocument)
                ? new SubscriptionDifference.NoDifference(change.id(), inForce.endpoint())
                : new SubscriptionDifference.Modification(change.id(), MemberChange.between(oldDocument, newDocument));
    }
}
