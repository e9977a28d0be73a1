package dev.carteiro.cli.subscription;

import dev.carteiro.cli.CommandException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options for deleting subscriptions that the directories do not hold. Filled by picocli.
 *
 * <p>They protect an installation from a wrong directory. Deleting needs {@code --prune}, can be limited to a tenant, and needs a
 * second option to delete more than half of the subscriptions.
 */
final class PruneOptions {
    @Option(names = "--prune", description = "Also delete subscriptions in force that are not in the directories, after all others are applied.")
    private boolean prune;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "With --prune: delete only subscriptions of this tenant.")
    private @Nullable String tenant;

    @Option(names = "--prune-most", description = "With --prune: delete even if that is more than half, or the directories are empty.")
    private boolean mayDeleteMost;

    boolean isGiven() {
        return prune;
    }

    /** Returns a problem of the combination of options; {@code null} if there is none. */
    @Nullable
    String problem(boolean directoriesOnly, boolean waits) {
        if (!prune) {
            return tenant == null && !mayDeleteMost ? null : "--tenant and --prune-most need --prune";
        }
        if (!directoriesOnly) {
            return "--prune accepts only directories: subscriptions that are not in them are deleted";
        }
        return waits ? null : "--prune deletes only after all others are applied: remove --no-wait";
    }

    /**
     * Returns the subscriptions to delete.
     *
     * @param wanted the ids in the directories
     * @throws CommandException if more than half would be deleted without {@code --prune-most}
     */
    List<EffectiveSubscription> superfluous(Collection<EffectiveSubscription> inForce, Set<String> wanted) {
        if (!prune) {
            return List.of();
        }
        List<EffectiveSubscription> candidates = inForce.stream()
                .filter(one -> tenant == null || tenant.equals(one.tenant()))
                .toList();
        List<EffectiveSubscription> superfluous = candidates.stream().filter(one -> !wanted.contains(one.id()))
                .toList();
        if (!mayDeleteMost && superfluous.size() * 2 > candidates.size()) {
            throw new CommandException("--prune would delete " + superfluous.size() + " of " + candidates.size()
                    + " subscriptions" + (tenant == null ? "" : " of tenant " + tenant)
                    + ", which is most of them: check the directory; --dry-run --prune-most shows them,"
                    + " --prune-most deletes them");
        }
        return superfluous;
    }
}
