package dev.carteiro.cli.option;

import dev.carteiro.cli.option.Column.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Formats rows in columns, two spaces apart, fitted to the terminal. Columns of free text are shortened, the widest first. A last
 * column with a remedy is never cut, but wrapped or written below its row. Immutable.
 */
public final class Table {
    private static final int GAP_COLUMNS = 2;
    private static final int MIN_TEXT_COLUMNS = 12;
    private static final int MIN_DETAIL_COLUMNS = 24;
    private static final String DETAIL_INDENT = "    ";

    private final List<Column> columns;
    private final int[] widths;
    private final Terminal terminal;
    private final boolean isDetailBelow;

    private Table(List<Column> columns, int[] widths, Terminal terminal) {
        this.columns = List.copyOf(columns);
        this.widths = widths;
        this.terminal = terminal;
        isDetailBelow = terminal.isTerminal() && fit();
    }

    /** Returns the lines of a table whose rows are known. */
    public static List<String> lines(List<Column> columns, List<List<String>> rows, Terminal terminal) {
        int[] widths = usualWidths(columns);
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], DisplayWidth.of(TerminalText.of(row.get(i))));
            }
        }
        Table table = new Table(columns, widths, terminal);
        List<String> lines = new ArrayList<>();
        lines.add(table.title());
        rows.forEach(row -> lines.addAll(table.row(row)));
        return lines;
    }

    /**
     * Returns the lines of a table that is not fitted to a terminal.
     *
     * @param rows rows of the same length, the first with the titles
     */
    public static List<String> lines(List<List<String>> rows) {
        return lines(rows.getFirst().stream().map(Column::key).toList(), rows.subList(1, rows.size()), Terminal.none());
    }

    /** Returns a table whose rows are not known yet; its columns have their usual widths. */
    public static Table of(List<Column> columns, Terminal terminal) {
        return new Table(columns, usualWidths(columns), terminal);
    }

    /** Returns the line with the titles. */
    public String title() {
        return line(columns.stream().map(Column::title).toList(), false).getFirst();
    }

    /** Returns the lines of a row; more than one if its last column is wrapped. */
    public List<String> row(List<String> cells) {
        return line(cells.stream().map(TerminalText::of).toList(), true);
    }

    private static int[] usualWidths(List<Column> columns) {
        return columns.stream().mapToInt(column -> Math.max(column.usualWidth(), column.title().length())).toArray();
    }

    /** Makes columns narrower, and returns true if the last one must be written below the row. */
    private boolean fit() {
        int last = columns.size() - 1;
        boolean hasDetail = columns.get(last).kind() == Kind.DETAIL;
        int forDetail = hasDetail ? Math.min(widths[last], MIN_DETAIL_COLUMNS) : 0;
        int others = Arrays.stream(widths).sum() - (hasDetail ? widths[last] : 0) + last * GAP_COLUMNS;
        int excess = others + forDetail - terminal.width();
        for (int widest = widestText(); excess > 0 && widest >= 0; widest = widestText()) {
            widths[widest]--;
            others--;
            excess--;
        }
        if (hasDetail) {
            widths[last] = terminal.width() - others;
        }
        return hasDetail && widths[last] < forDetail;
    }

    private int widestText() {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            if (columns.get(i).kind() == Kind.TEXT && widths[i] > MIN_TEXT_COLUMNS
                    && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private List<String> line(List<String> cells, boolean coloured) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int at = 0;
        for (int i = 0; i < cells.size(); i++) {
            Kind kind = columns.get(i).kind();
            if (kind == Kind.DETAIL && terminal.isTerminal()) {
                addDetail(lines, line, at, cells.get(i), coloured);
                return lines;
            }
            String cell = kind == Kind.TEXT && terminal.isTerminal()
                    ? DisplayWidth.cut(cells.get(i), widths[i])
                    : cells.get(i);
            int padding = Math.max(0, widths[i] - DisplayWidth.of(cell));
            line.repeat(' ', kind == Kind.NUMBER ? padding : 0)
                    .append(coloured && kind == Kind.OUTCOME ? terminal.colours().outcome(cell) : cell)
                    .repeat(' ', (kind == Kind.NUMBER ? 0 : padding) + GAP_COLUMNS);
            at += DisplayWidth.of(cell) + padding + GAP_COLUMNS;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private void addDetail(List<String> lines, StringBuilder line, int at, String detail, boolean isRow) {
        if (isDetailBelow) {
            lines.add(line.toString().stripTrailing());
            if (isRow && !detail.isEmpty()) {
                DisplayWidth.wrap(detail, terminal.width() - DETAIL_INDENT.length())
                        .forEach(part -> lines.add(DETAIL_INDENT + part));
            }
            return;
        }
        List<String> parts = DisplayWidth.wrap(detail, Math.max(MIN_TEXT_COLUMNS, terminal.width() - at));
        lines.add(line.append(parts.getFirst()).toString().stripTrailing());
        parts.stream().skip(1).forEach(part -> lines.add(" ".repeat(at) + part));
    }
}
