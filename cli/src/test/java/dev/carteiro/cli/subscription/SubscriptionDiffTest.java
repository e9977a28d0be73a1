package dev.carteiro.cli.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.endpoint.DisabledReason;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubscriptionDiffTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static EffectiveSubscription inForce(String id, String document) {
        return new EffectiveSubscription(id, 0, utf8(document), null);
    }

    private static SubscriptionChange wanted(String id, String document) {
        return new SubscriptionChange(id, utf8(document));
    }

    private static SubscriptionDiff between(String old, String now) {
        return SubscriptionDiff.of(Map.of("crm", inForce("crm", old)), List.of(wanted("crm", now)), List.of());
    }

    @Test
    void distinguishesCreatedAndDeletedSubscriptions() {
        EffectiveSubscription audit = inForce("audit", "{\"targetUrl\":\"https://a.example/\",\"event\":\"a\"}");
        SubscriptionChange crm = wanted("crm", "{\"targetUrl\":\"https://c.example/\",\"events\":[\"p.*\",\"q\"],"
                + "\"secrets\":[\"hush\"]}");

        SubscriptionDiff diff = SubscriptionDiff.of(Map.of("audit", audit), List.of(crm), List.of(audit));

        assertThat(SubscriptionDiffFormatter.text(diff)).containsExactly(
                "+ crm  to create: p.*, q to https://c.example/",
                "- audit  to delete: a to https://a.example/", "1 to create, 0 to change, 1 to delete, 0 unchanged");
        assertThat(SubscriptionDiffFormatter.json(diff)).containsExactly(
                "{\"subscription\":\"crm\",\"change\":\"create\",\"new\":{\"targetUrl\":\"https://c.example/\","
                        + "\"events\":[\"p.*\",\"q\"],\"secrets\":[\"***\"]}}",
                "{\"subscription\":\"audit\",\"change\":\"delete\",\"old\":{\"targetUrl\":"
                        + "\"https://a.example/\",\"event\":\"a\"}}");
        assertThat(diff.effectiveChanges(List.of(crm))).containsExactly(crm);
        assertThat(diff.deletions()).extracting(SubscriptionChange::id, SubscriptionChange::value).containsExactly(
                org.assertj.core.groups.Tuple.tuple("audit", null));
    }

    @Test
    void showsEachMemberThatChanges() {
        SubscriptionDiff diff = between("{\"targetUrl\":\"https://a.example/\",\"maxInFlight\":16,\"tenant\":\"acme\"}",
                "{\"maxInFlight\":32,\"targetUrl\":\"https://a.example/\",\"filter\":{\"data\":{\"a\":[1]}}}");

        assertThat(SubscriptionDiffFormatter.text(diff)).containsExactly("~ crm  to change",
                "    maxInFlight: 16 -> 32",
                "    filter: (none) -> {\"data\":{\"a\":[1]}}", "    tenant: \"acme\" -> (none)",
                "0 to create, 1 to change, 0 to delete, 0 unchanged");
        assertThat(SubscriptionDiffFormatter.json(diff))
                .containsExactly("{\"subscription\":\"crm\",\"change\":\"change\","
                        + "\"members\":[{\"member\":\"maxInFlight\",\"old\":16,\"new\":32},{\"member\":\"filter\","
                        + "\"new\":{\"data\":{\"a\":[1]}}},{\"member\":\"tenant\",\"old\":\"acme\"}]}");
    }

    @Test
    void showsThatSecretsAndHeadersChangeButNotTheirValues() {
        SubscriptionDiff diff = between(
                "{\"secrets\":[\"top1\"],\"headers\":{\"a\":\"top2\",\"b\":\"top3\",\"d\":\"top4\"}}",
                "{\"secrets\":[\"top5\",\"top1\"],\"headers\":{\"a\":\"top6\",\"c\":\"top7\",\"d\":\"top4\"},"
                        + "\"retiringSecrets\":[{\"secret\":\"top8\",\"until\":\"2025-02-10T15:30:50Z\"}]}");

        List<String> text = SubscriptionDiffFormatter.text(diff);
        assertThat(text).containsExactly("~ crm  to change",
                "    secrets: [\"***\"] -> [\"***\",\"***\"] (not shown)",
                "    headers.a: \"***\" -> \"***\" (not shown)", "    headers.c: (none) -> \"***\" (not shown)",
                "    headers.b: \"***\" -> (none) (not shown)",
                "    retiringSecrets: (none) -> [{\"secret\":\"***\",\"until\":\"2025-02-10T15:30:50Z\"}] (not shown)",
                "0 to create, 1 to change, 0 to delete, 0 unchanged");
        assertThat(String.join("", SubscriptionDiffFormatter.json(diff))).doesNotContain("top")
                .contains("\"hidden\":true");
    }

    @Test
    void aSecretReplacedByAnotherIsAChange() {
        assertThat(SubscriptionDiffFormatter.text(between("{\"secrets\":[\"top1\"]}", "{\"secrets\":[\"top2\"]}")))
                .contains(
                        "    secrets: [\"***\"] -> [\"***\"] (not shown)");
        assertThat(SubscriptionDiffFormatter.text(between("{\"headers\":{}}", "{}")))
                .contains("    headers: {} -> (none) (not shown)");
    }

    @Test
    void ignoresTheOrderOfMembersAndWhiteSpace() {
        SubscriptionDiff diff = between("{\"a\":1,\"b\":[1,2]}", "{ \"b\": [1, 2], \"a\": 1 }");
        assertThat(SubscriptionDiffFormatter.text(diff)).containsExactly("= crm  unchanged",
                "0 to create, 0 to change, 0 to delete, 1 unchanged");
        assertThat(SubscriptionDiffFormatter.json(diff))
                .containsExactly("{\"subscription\":\"crm\",\"change\":\"none\"}");
        assertThat(diff.effectiveChanges(List.of(wanted("crm", "{}")))).isEmpty();
        assertThat(between("{\"b\":[1,2]}", "{\"b\":[2,1]}").deletions()).isEmpty();
        assertThat(between("{\"b\":[1,2]}", "{\"b\":[2,1]}").effectiveChanges(List.of(wanted("crm", "{}")))).hasSize(1);
    }

    @Test
    void showsHowToEnableADisabledEndpoint() {
        EffectiveSubscription gone = new EffectiveSubscription("crm", 0, utf8("{}"),
                new EndpointStatus.Disabled(Instant.EPOCH, 3, DisabledReason.GONE));
        assertThat(SubscriptionDiffFormatter
                .text(SubscriptionDiff.of(Map.of("crm", gone), List.of(wanted("crm", "{}")), List.of())))
                .contains("= crm  unchanged; its endpoint is disabled (gone): --rewrite enables it");
    }

    @Test
    void holdsNoControlCharacters() {
        assertThat(SubscriptionDiffFormatter.text(between("{}", "{\"name\":\"a\u009b2J\u202eb\"}")))
                .contains("    name: (none) -> \"a?2J?b\"");
    }
}
