package dev.carteiro.cli.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.cli.option.Column;
import dev.carteiro.cli.option.Table;
import dev.carteiro.cli.option.Terminal;
import dev.carteiro.schemas.endpoint.DisabledReason;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionFormatterTest {
    private static final byte[] SUBSCRIPTION = """
            {"targetUrl":"https://example.com/hooks","events":["a.*","b"],"state":"paused",
             "headers":{"authorization":"Bearer top"},"secrets":["whsec_top","other"]}"""
            .getBytes(StandardCharsets.UTF_8);
    private static final EffectiveSubscription CRM = new EffectiveSubscription("crm", 0, SUBSCRIPTION, null);

    @Test
    void replacesSecretsAndHeaderValuesByPlaceholders() {
        assertThat(SubscriptionFormatter.line(CRM)).isEqualTo("{\"id\":\"crm\",\"targetUrl\":"
                + "\"https://example.com/hooks\",\"events\":[\"a.*\",\"b\"],\"state\":\"paused\","
                + "\"headers\":{\"authorization\":\"***\"},\"secrets\":[\"***\",\"***\"]}");
    }

    @Test
    void showsOnlyTheEndOfARetiringSecret() {
        EffectiveSubscription rotated = new EffectiveSubscription("a", 0, """
                {"retiringSecrets":[{"secret":"whsec_top","until":"2025-02-10T15:30:50Z","x":{"y":"top"}}]}"""
                .getBytes(StandardCharsets.UTF_8), null);
        assertThat(SubscriptionFormatter.line(rotated))
                .isEqualTo("{\"id\":\"a\",\"retiringSecrets\":[{\"secret\":\"***\","
                        + "\"until\":\"2025-02-10T15:30:50Z\",\"x\":\"***\"}]}");
    }

    @Test
    void aSubscriptionIsATableOfItsMembers() {
        assertThat(
                Table.lines(List.of(Column.key("MEMBER"), Column.detail("VALUE")), SubscriptionFormatter.members(CRM),
                        Terminal.none()))
                .containsExactly("MEMBER     VALUE", "id         crm",
                        "targetUrl  https://example.com/hooks", "events     [\"a.*\",\"b\"]", "state      paused",
                        "headers    {\"authorization\":\"***\"}", "secrets    [\"***\",\"***\"]");
    }

    @Test
    void showsTheStatusOfTheEndpoint() {
        EffectiveSubscription gone = new EffectiveSubscription("a", 0,
                "{\"event\":\"x\"}".getBytes(StandardCharsets.UTF_8),
                new EndpointStatus.Disabled(Instant.EPOCH, 3, DisabledReason.GONE));
        assertThat(SubscriptionFormatter.line(gone)).isEqualTo("{\"id\":\"a\",\"event\":\"x\",\"endpoint\":"
                + "{\"state\":\"disabled\",\"reason\":\"gone\",\"since\":\"1970-01-01T00:00:00Z\",\"version\":3}}");
    }

    @Test
    void alignsATable() {
        List<String> single = SubscriptionFormatter.row(new EffectiveSubscription("a-longer-id", 0,
                "{\"targetUrl\":\"https://e.com\",\"event\":\"x\"}".getBytes(StandardCharsets.UTF_8),
                new EndpointStatus.Disabled(Instant.EPOCH, 3, DisabledReason.GONE)));
        assertThat(Table.lines(List.of(List.of("ID", "STATE", "EVENTS", "TARGET"), SubscriptionFormatter.row(CRM),
                single))).containsExactly(
                        "ID           STATE                    EVENTS  TARGET",
                        "crm          paused                   a.*,b   https://example.com/hooks",
                        "a-longer-id  active (disabled: gone)  x       https://e.com");
    }
}
