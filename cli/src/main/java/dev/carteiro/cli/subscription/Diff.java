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
record Diff(List<Difference> differences) {
    Diff {
        differences = List.copyOf(differences);
    }

    /** @param superfluous what is to be deleted */
    static Diff of(Map<String, InForce> inForce, List<Change> wanted, List<InForce> superfluous) {
        List<Difference> differences = new ArrayList<>();
        wanted.forEach(change -> differences.add(difference(change, inForce.get(change.id()))));
        superfluous.forEach(one -> differences.add(new Difference.Deleted(one.id(), Shown.document(one.value()))));
        return new Diff(differences);
    }

    /** Those of the changes that make a difference. */
    List<Change> needed(List<Change> wanted) {
        Set<String> idle = differences.stream().filter(Difference.Unchanged.class::isInstance).map(Difference::id)
                .collect(Collectors.toSet());
        return wanted.stream().filter(change -> !idle.contains(change.id())).toList();
    }

    List<Change> deletions() {
        return differences.stream().filter(Difference.Deleted.class::isInstance)
                .map(difference -> Change.delete(difference.id())).toList();
    }

    String summary() {
        return count(Difference.Created.class) + " to create, " + count(Difference.Changed.class) + " to change, "
                + count(Difference.Deleted.class) + " to delete, " + count(Difference.Unchanged.class) + " unchanged";
    }

    private long count(Class<? extends Difference> kind) {
        return differences.stream().filter(kind::isInstance).count();
    }

    private static Difference difference(Change change, @Nullable InForce inForce) {
        byte[] value = change.value();
        if (value == null) {
            throw new IllegalArgumentException("a file holds no deletions");
        }
        if (inForce == null) {
            return new Difference.Created(change.id(), Shown.document(value));
        }
        ObjectNode old = Shown.tree(inForce.value());
        ObjectNode now = Shown.tree(value);
        return old.equals(now)
                ? new Difference.Unchanged(change.id(), inForce.endpoint())
                : new Difference.Changed(change.id(), MemberChange.between(old, now));
    }
}
