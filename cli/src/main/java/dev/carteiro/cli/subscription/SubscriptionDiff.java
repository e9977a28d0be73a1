package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What applying would do, compared with what is in force. Immutable.
 *
 * <p>Documents are compared by their members and values, not by their text: white space and the order of members are no
 * difference, the order of an array is one.
 */
record SubscriptionDiff(List<SubscriptionDifference> differences) {
    SubscriptionDiff {
        differences = List.copyOf(differences);
    }

    /** @param superfluous what is to be deleted */
    static SubscriptionDiff of(Map<String, EffectiveSubscription> inForce, List<SubscriptionChange> wanted, List<EffectiveSubscription> superfluous) {
        List<SubscriptionDifference> differences = new ArrayList<>();
        wanted.forEach(change -> differences.add(difference(change, inForce.get(change.id()))));
        superfluous.forEach(one -> differences.add(new SubscriptionDifference.Removal(one.id(), SubscriptionFormatter.document(one.value()))));
        return new SubscriptionDiff(differences);
    }

    /** Those of the changes that make a difference. */
    List<SubscriptionChange> needed(List<SubscriptionChange> wanted) {
        Set<String> idle = differences.stream().filter(SubscriptionDifference.NoDifference.class::isInstance).map(SubscriptionDifference::id)
                .collect(Collectors.toSet());
        return wanted.stream().filter(change -> !idle.contains(change.id())).toList();
    }

    List<SubscriptionChange> deletions() {
        return differences.stream().filter(SubscriptionDifference.Removal.class::isInstance)
                .map(difference -> SubscriptionChange.delete(difference.id())).toList();
    }

    String summary() {
        return count(SubscriptionDifference.Addition.class) + " to create, " + count(SubscriptionDifference.Modification.class) + " to change, "
                + count(SubscriptionDifference.Removal.class) + " to delete, " + count(SubscriptionDifference.NoDifference.class) + " unchanged";
    }

    private long count(Class<? extends SubscriptionDifference> kind) {
        return differences.stream().filter(kind::isInstance).count();
    }

    private static SubscriptionDifference difference(SubscriptionChange change, @Nullable EffectiveSubscription inForce) {
        byte[] value = change.value();
        if (value == null) {
            throw new IllegalArgumentException("a file holds no deletions");
        }
        if (inForce == null) {
            return new SubscriptionDifference.Addition(change.id(), SubscriptionFormatter.document(value));
        }
        ObjectNode old = SubscriptionFormatter.tree(inForce.value());
        ObjectNode now = SubscriptionFormatter.tree(value);
        return old.equals(now)
                ? new SubscriptionDifference.NoDifference(change.id(), inForce.endpoint())
                : new SubscriptionDifference.Modification(change.id(), MemberChange.between(old, now));
    }
}
