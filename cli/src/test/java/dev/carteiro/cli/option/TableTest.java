package dev.carteiro.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final List<Column> COLUMNS = List.of(Column.key("ID"), Column.text("EVENT"), Column.number("NO"),
            Column.detail("DETAIL"));
    private static final List<List<String>> ROWS = List.of(
            List.of("dlv_1", "a.very.long.event.type", "7",
                    "no answer within 10 s: raise timeout or fix the receiver"));

    private static Terminal wide(int columns) {
        return new Terminal(true, columns, new Colours(false));
    }

    @Test
    void isNotFittedWithoutATerminal() {
        assertThat(Table.lines(COLUMNS, ROWS, Terminal.none())).containsExactly(
                "ID     EVENT                   NO  DETAIL",
                "dlv_1  a.very.long.event.type   7  no answer within 10 s: raise timeout or fix the receiver");
    }

    @Test
    void shortensFreeTextAndWrapsTheRemedy() {
        assertThat(Table.lines(COLUMNS, ROWS, wide(54))).containsExactly(
                "ID     EVENT              NO  DETAIL",
                "dlv_1  a.very.long.ev...   7  no answer within 10 s:",
                "                              raise timeout or fix the",
                "                              receiver");
    }

    @Test
    void writesTheRemedyBelowTheRowIfTheTerminalIsNarrow() {
        assertThat(Table.lines(COLUMNS, ROWS, wide(40))).containsExactly(
                "ID     EVENT         NO",
                "dlv_1  a.very.lo...   7",
                "    no answer within 10 s: raise timeout",
                "    or fix the receiver");
    }

    @Test
    void alignsWideAndCombiningCharacters() {
        assertThat(Table.lines(List.of(Column.key("A"), Column.key("B")),
                List.of(List.of("\u65e5\u672c", "x"), List.of("e\u0301", "x"), List.of("\ud83d\ude80", "x")),
                Terminal.none())).containsExactly("A     B", "\u65e5\u672c  x", "e\u0301     x", "\ud83d\ude80    x");
        assertThat(DisplayWidth.cut("\u65e5\u672c\u65e5\u672c", 7)).isEqualTo("\u65e5\u672c...");
    }

    @Test
    void coloursOutcomesButNoTextFromOutside() throws Exception {
        Colours colours = new Colours(true);
        Table table = Table.of(List.of(Column.outcome("OUTCOME"), Column.key("X")), new Terminal(true, 80, colours));
        java.io.StringWriter screen = new java.io.StringWriter();
        try (TerminalWriter writer = new TerminalWriter(screen)) {
            writer.write(table.row(List.of("delivered", "\u001b[31mred\ufdd032;")).getFirst());
        }
        assertThat(screen.toString()).isEqualTo("\u001b[32mdelivered\u001b[0m  ?[31mred\ufdd032;");
        assertThat(new Colours(false).good("x")).isEqualTo("x");
        assertThat(colours.outcome("other")).isEqualTo("other");
    }
}
