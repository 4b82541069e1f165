package io.marcado.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table as docs/performance.md shows it. */
public final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean failed;

  public MarkdownTable(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row; numbers are shown as they are. */
  public MarkdownTable row(Object... cells) {
    rows.add(Arrays.stream(cells).map(String::valueOf).toList());
    return this;
  }

  /** Adds a sentence that stands below the table. */
  public MarkdownTable note(String note) {
    notes.add(note);
    return this;
  }

  /** Says that what was measured is not as it must be: the process ends with 1. */
  public MarkdownTable fail(String why) {
    failed = true;
    return note(why);
  }

  /** True when something is not as it must be. */
  public boolean failed() {
    return failed;
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(line(rows.get(i), widths));
      if (i == 0) {
        text.append(line(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths));
      }
    }
    notes.forEach(note -> text.append('\n').append(note).append('\n'));
    return text.toString();
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder("|");
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      line.append(' ').append(cell).append(" ".repeat(widths[column] - cell.length())).append(" |");
    }
    return line.append('\n').toString();
  }
}
