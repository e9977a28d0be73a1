package dev.carteiro.cli.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownTest {
    private static final byte[] SUBSCRIPTION = """
            {"targetUrl":"https://example.com/hooks","events":["a.*","b"],"state":"paused",
             "headers":{"authorization":"Bearer top"},"secrets":["whsec_top","other"]}"""
            .getBytes(StandardCharsets.UTF_8);

    @Test
    void hidesSecretsAndHeaderValuesInTheirPlaces() {
        assertThat(Shown.line("crm", SUBSCRIPTION)).isEqualTo("{\"id\":\"crm\",\"targetUrl\":"
                + "\"https://example.com/hooks\",\"events\":[\"a.*\",\"b\"],\"state\":\"paused\","
                + "\"headers\":{\"authorization\":\"***\"},\"secrets\":[\"***\",\"***\"]}");
    }

    @Test
    void alignsATable() {
        List<String> single = Shown.row("a-longer-id",
                "{\"targetUrl\":\"https://e.com\",\"event\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(Table.lines(List.of(List.of("ID", "STATE", "EVENTS", "TARGET"), Shown.row("crm", SUBSCRIPTION),
                single))).containsExactly(
                        "ID           STATE   EVENTS  TARGET",
                        "crm          paused  a.*,b   https://example.com/hooks",
                        "a-longer-id  active  x       https://e.com");
    }
}
