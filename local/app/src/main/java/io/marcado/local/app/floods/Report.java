package io.marcado.local.app.floods;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The effects of the floods. */
public final class Report {
  private final List<Row> rows = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /**
   * A line of the table.
   *
   * @param tried what the attacker did
   * @param before what came of it before there was the limit
   * @param after what comes of it now
   * @param limit the rows of docs/limits.md that decide
   * @param others what comes of those whom it is aimed at
   */
  public record Row(String tried, String before, String after, String limit, String others) {}

  void row(String tried, String before, String after, String limit, String others) {
    rows.add(new Row(tried, before, after, limit, others));
  }

  /** A sentence about those attacked, marked unless it is true. */
  static String ifSo(boolean so, String text) {
    return so ? text : "NOT: " + text;
  }

  /** Notes a promise as broken unless it was kept. */
  void promise(boolean kept, String form, Object... values) {
    if (!kept) {
      broken.add(String.format(Locale.ROOT, form, values));
    }
  }

  /** In the order in which they were measured. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Which promises were broken, and how. */
  public List<String> broken() {
    return List.copyOf(broken);
  }
}
