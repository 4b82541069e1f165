package io.marcado.local.app.generate;

import io.marcado.platform.limits.LimitPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of limits, as docs/limits.md shows it. */
final class LimitsTable {
  private static final Pattern PARAMETER = Pattern.compile("\\{(?<name>\\w+)}");

  private LimitsTable() {}

  /**
   * The text of the table.
   *
   * @param template the text of template.yaml, which has the values of parameters
   */
  static String of(String template) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("name", "who", "what", "most", "in", "beyond it"));
    for (LimitPolicy row : LimitPolicy.values()) {
      rows.add(
          List.of(
              row.hasNumber() ? "`" + row.text() + "`" : "",
              row.who(),
              row.what(),
              PARAMETER
                  .matcher(row.mostText())
                  .replaceAll(
                      found -> Matcher.quoteReplacement(defaultOf(template, found.group("name")))),
              window(row.window()),
              row.beyond().text()));
    }
    return MarkdownTable.of(rows);
  }

  private static String defaultOf(String template, String parameter) {
    Matcher found =
        Pattern.compile("(?m)^  " + parameter + ":\n(?: {4}.*\n)*? {4}Default: (?<value>.*)$")
            .matcher(template);
    if (!found.find()) {
      throw new IllegalArgumentException("template.yaml has no default of " + parameter);
    }
    return found.group("value");
  }

  private static String window(Duration window) {
    return switch (window) {
      case Duration w when w.isZero() -> "at once";
      case Duration w when w.equals(Duration.ofDays(1)) -> "a day";
      case Duration w when w.toDays() > 1 -> w.toDays() + " days";
      case Duration w when w.equals(Duration.ofHours(1)) -> "an hour";
      case Duration w -> w.toSeconds() + " s";
    };
  }
}
