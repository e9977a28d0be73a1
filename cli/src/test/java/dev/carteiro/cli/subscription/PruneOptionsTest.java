package dev.carteiro.cli.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.cli.CommandException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PruneOptionsTest {
    private static final List<EffectiveSubscription> IN_FORCE = List.of(of("a", "acme"), of("b", "acme"),
            of("c", "other"),
            of("d", "other"));

    private static EffectiveSubscription of(String id, String tenant) {
        return new EffectiveSubscription(id, 0,
                "{\"tenant\":\"%s\"}".formatted(tenant).getBytes(StandardCharsets.UTF_8), null);
    }

    private static List<String> superfluous(Set<String> wanted, String... options) {
        return CommandLine.populateCommand(new PruneOptions(), options).superfluous(IN_FORCE, wanted).stream()
                .map(EffectiveSubscription::id).toList();
    }

    @Test
    void deletesNothingWithoutPrune() {
        assertThat(superfluous(Set.of())).isEmpty();
    }

    @Test
    void deletesSubscriptionsThatAreNotInTheDirectories() {
        assertThat(superfluous(Set.of("a", "b", "new"), "--prune")).containsExactly("c", "d");
    }

    @Test
    void deletesMoreThanHalfOnlyWithPruneMost() {
        assertThatThrownBy(() -> superfluous(Set.of("a"), "--prune")).isInstanceOf(CommandException.class).hasMessage(
                "--prune would delete 3 of 4 subscriptions, which is most of them: check the directory;"
                        + " --dry-run --prune-most shows them, --prune-most deletes them");
        assertThat(superfluous(Set.of("a"), "--prune", "--prune-most")).containsExactly("b", "c", "d");
        assertThatThrownBy(() -> superfluous(Set.of(), "--prune")).isInstanceOf(CommandException.class);
        assertThat(superfluous(Set.of(), "--prune", "--prune-most")).containsExactly("a", "b", "c", "d");
    }

    @Test
    void deletesInNoOtherTenant() {
        assertThat(superfluous(Set.of("a"), "--prune", "--tenant", "acme")).containsExactly("b");
        assertThat(superfluous(Set.of("a"), "--prune", "--tenant", "none")).isEmpty();
        assertThatThrownBy(() -> superfluous(Set.of("c"), "--prune", "--tenant", "acme"))
                .hasMessageStartingWith("--prune would delete 2 of 2 subscriptions of tenant acme, which is most");
    }
}
