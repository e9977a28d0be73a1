package dev.carteiro.cli.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.cli.CommandException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubscriptionFileTest {
    private static List<String> read(String content, @Nullable String id) {
        return SubscriptionFile.read("f.json", content.getBytes(StandardCharsets.UTF_8), id).stream()
                .map(change -> change.id() + " "
                        + new String(Objects.requireNonNull(change.value()), StandardCharsets.UTF_8))
                .toList();
    }

    private static void refuses(String content, @Nullable String id, String message) {
        assertThatThrownBy(() -> read(content, id)).isInstanceOf(CommandException.class).hasMessage(message);
    }

    @Test
    void readsAnObjectAnArrayAndLines() {
        assertThat(read("{\"id\":\"a\",\"x\":1}", null)).containsExactly("a {\"x\":1}");
        assertThat(read("[{\"id\":\"a\",\"x\":1},{\"x\":2,\"id\":\"b\"}]", null)).containsExactly("a {\"x\":1}",
                "b {\"x\":2}");
        assertThat(read("{\"id\":\"a\"}\n\n{\"id\":\"b\"}\n", null)).containsExactly("a {}", "b {}");
    }

    @Test
    void takesTheIdOfASingleOneFromTheOption() {
        assertThat(read("{\"x\":1}", "crm")).containsExactly("crm {\"x\":1}");
        assertThat(read("{\"id\":\"crm\",\"x\":1}", "crm")).containsExactly("crm {\"x\":1}");
        refuses("{\"id\":\"crm\"}", "erp",
                "f.json: the subscription's id crm differs from --id erp: remove one of them");
        refuses("[{\"x\":1},{\"x\":2}]", "crm",
                "f.json holds 2 subscriptions, but --id needs a single one: write an id into each");
    }

    @Test
    void namesWhatIsMissingOrInvalid() {
        refuses("", null, "f.json holds no subscription: write a JSON object with id, targetUrl and events");
        refuses("{\"id\":\"a\"}\n{\"x\":2}", null, "f.json: subscription 2 has no id: add a member \"id\" (a string),"
                + " or use --id for a single one");
        refuses("{\"id\":7}", null, "f.json: subscription 1 has no id: add a member \"id\" (a string),"
                + " or use --id for a single one");
        refuses("[1]", null, "f.json: entry 1 is not a subscription: use a JSON object");
        refuses("{\"id\":\"a\",\"id\":\"b\"}", null, "f.json:1:11: duplicate member \"id\"");
    }

    @Test
    void showsThePositionThatIsNotJson() {
        assertThatThrownBy(() -> read("{\"id\":\"a\"}\n{\"id\" \"b\"}", null)).isInstanceOfSatisfying(
                CommandException.class,
                failure -> {
                    assertThat(failure).hasMessage("f.json:2:7: expected a colon after \"id\"");
                    assertThat(failure.excerpt()).containsExactly("  {\"id\" \"b\"}", "        ^");
                });
    }

    @Test
    void readsSeveralDocumentsOfSeveralLines() {
        assertThat(read("{\n  \"id\": \"a\"\n}\n[\n  {\"id\": \"b\"}\n]{\"id\":\"c\"}", null)).containsExactly("a {}",
                "b {}", "c {}");
    }
}
