package dev.carteiro.cli.subscription;

import dev.carteiro.cli.CommandException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What else is deleted. Filled by picocli.
 *
 * <p>A wrong directory must not empty an installation: what is not in it is deleted only if asked for, in no tenant but
 * the one that is named, and never most of what there is without a word of its own.
 */
final class PruneOptions {
    @Option(names = "--prune", description = "Also delete what is in force and not in the directories; only after all the rest was applied.")
    private boolean prune;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "With --prune: delete only subscriptions of this tenant.")
    private @Nullable String tenant;

    @Option(names = "--prune-most", description = "With --prune: yes, even if that is more than half, or the directories are empty.")
    private boolean most;

    boolean isGiven() {
        return prune;
    }

    /** @return what is wrong with the options among themselves; {@code null} if nothing is */
    @Nullable
    String problem(boolean directoriesOnly, boolean waits) {
        if (!prune) {
            return tenant == null && !most ? null : "--tenant and --prune-most go with --prune";
        }
        if (!directoriesOnly) {
            return "--prune goes with directories alone: what is not in them is deleted";
        }
        return waits ? null : "--prune deletes only after all the rest was applied: leave --no-wait out";
    }

    /**
     * @param wanted the ids in the directories
     * @return what is to be deleted
     * @throws CommandException if that is most of what there is
     */
    List<EffectiveSubscription> superfluous(Collection<EffectiveSubscription> inForce, Set<String> wanted) {
        if (!prune) {
            return List.of();
        }
        List<EffectiveSubscription> ours = inForce.stream().filter(one -> tenant == null || tenant.equals(one.tenant())).toList();
        List<EffectiveSubscription> superfluous = ours.stream().filter(one -> !wanted.contains(one.id())).toList();
        if (!most && superfluous.size() * 2 > ours.size()) {
            throw new CommandException("--prune would delete " + superfluous.size() + " of " + ours.size() + " subscriptions"
                    + (tenant == null ? "" : " of tenant " + tenant)
                    + ", which is most of them: is it the right directory? --dry-run --prune-most shows them,"
                    + " --prune-most deletes them");
        }
        return superfluous;
    }
}
