package dev.carteiro.cli.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonExcerptTest {
    private static List<String> at(String before, String behind) {
        return JsonExcerpt.of((before + behind).getBytes(StandardCharsets.UTF_8),
                before.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void showsTheLineAndACaretBelowThePosition() {
        assertThat(at("{\n  \"a\": 1,\n  ", "'b': 2,\n  \"c\": 3\n}")).containsExactly("    'b': 2,", "    ^");
        assertThat(at("", "<html>")).containsExactly("  <html>", "  ^");
        assertThat(at("{\"a\":", "")).containsExactly("  {\"a\":", "       ^");
    }

    @Test
    void tabsStayTabsAndWideCharactersTakeTwoColumns() {
        assertThat(at("\t{\"\u540d\u524d\":\t", "x}")).containsExactly("  \t{\"\u540d\u524d\":\tx}", "  \t        \t^");
        assertThat(at("{\"e\u0301\":", "x}")).containsExactly("  {\"e\u0301\":x}", "       ^");
    }

    @Test
    void aLongLineIsCutAroundThePosition() {
        assertThat(at("{\"a\":\"" + "x".repeat(100) + "\",", "}" + "y".repeat(100))).containsExactly(
                "  ..." + "x".repeat(38) + "\",}" + "y".repeat(31) + "...", "  " + " ".repeat(43) + "^");
    }

    @Test
    void holdsNoControlCharacters() {
        assertThat(at("{\"\u001b[31m\u202e\":", "\u0007}\r")).containsExactly("  {\"?[31m?\":?}", "            ^");
    }

    @Test
    void valuesOfMembersThatHoldCredentialsAreMasked() {
        assertThat(at("{\"events\": [\"a\"], \"secrets\": [\"whsec_abc\" ", "\"whsec_def\"]}")).containsExactly(
                "  ...events\": [\"*\"], \"secrets\": [\"*********\" \"*********\"]}", " ".repeat(45) + "^");
        assertThat(at("{\"headers\": {\n  \"authorization\": \"Bearer abc\",\n  \"x\": \"y", "\u0001\"}}"))
                .containsExactly("    \"x\": \"*?\"}}", " ".repeat(11) + "^");
        assertThat(at("{\"secrets\": [\"a]b\"],\n \"events\": [\"x\" ", "\"y\"]}")).containsExactly(
                "   \"events\": [\"x\" \"y\"]}", " ".repeat(18) + "^");
    }
}
