package org.zmq.loom.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns of text that line up: the first ones to the left, numbers to the right. */
public final class TextTable {
    private static final String GAP = "  ";

    private final Style style;
    private final List<String[]> rows = new ArrayList<>();
    private boolean headed;

    /** An empty table. */
    public TextTable(Style style) {
        this.style = style;
    }

    /** The first row, which says what the columns are. */
    public void heading(String... cells) {
        headed = true;
        rows.addFirst(cells);
    }

    /** Another row, of as many cells. */
    public void row(String... cells) {
        rows.add(cells);
    }

    /** The table, a line for each row. */
    @Override
    public String toString() {
        int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] widths = new int[columns];
        boolean[] numbers = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            int at = column;
            widths[at] = rows.stream()
                    .filter(row -> at < row.length)
                    .mapToInt(row -> row[at].length())
                    .max()
                    .orElse(0);
            numbers[at] = rows.stream()
                    .skip(headed ? 1 : 0)
                    .filter(row -> at < row.length && !row[at].isEmpty())
                    .allMatch(row -> Character.isDigit(row[at].charAt(0)));
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String padding = " ".repeat(widths[i] - row[i].length());
                line.append(i == 0 ? "" : GAP).append(numbers[i] ? padding + row[i] : row[i] + padding);
            }
            String stripped = line.toString().stripTrailing();
            text.append(headed && row == rows.getFirst() ? style.strong(stripped) : stripped)
                    .append(System.lineSeparator());
        }
        return text.toString();
    }
}
