package io.marcado.local.app.generate;

import java.util.List;

/** A table in Markdown. */
final class MarkdownTable {
  private MarkdownTable() {}

  /**
   * The text of a table.
   *
   * @param rows the head first
   */
  static String of(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
      if (i == 0) {
        text.append("|").append("---|".repeat(rows.getFirst().size())).append('\n');
      }
    }
    return text.toString();
  }
}
