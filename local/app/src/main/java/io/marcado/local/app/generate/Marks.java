package io.marcado.local.app.generate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Generated parts of files that people write. Such a part stands between two comments: {@code
 * generated: <name>} and {@code end of generated}, each on a line of its own.
 */
final class Marks {
  private static final Pattern MARK = Pattern.compile("\\s*# (generated: .*|end of generated)");

  private Marks() {}

  /** True for the comment of a mark in YAML. */
  static boolean isMark(String line) {
    return MARK.matcher(line).matches();
  }

  /**
   * The file with another text between the marks of a name.
   *
   * @throws IllegalArgumentException when the file has no such marks
   */
  static String fill(String file, String name, String text) {
    Matcher marks =
        Pattern.compile(
                "(?ms)^(?<begin>[^\n]*\\bgenerated: "
                    + Pattern.quote(name)
                    + "(?: [^\n]*)?\n).*?(?<end>^[^\n]*\\bend of generated\\b)")
            .matcher(file);
    if (!marks.find()) {
      throw new IllegalArgumentException("no part is marked `generated: " + name + "`");
    }
    return file.substring(0, marks.end("begin")) + text + file.substring(marks.start("end"));
  }
}
