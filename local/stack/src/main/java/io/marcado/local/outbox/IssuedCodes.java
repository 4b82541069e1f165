package io.marcado.local.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The codes that were sent while tests ran, kept beside their log for the log canary: a code looks
 * like any other number of six digits, so the canary must know each one.
 */
public final class IssuedCodes {
  /** Ends the name of the file, which otherwise has the name of the log. */
  public static final String SUFFIX = ".codes";

  private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

  private static boolean begun;

  private IssuedCodes() {}

  /** Keeps the codes of a message; does nothing where no log is kept for the canary. */
  public static synchronized void note(String text) {
    String log = System.getProperty("marcado.log");
    List<String> codes = CODE.matcher(text).results().map(match -> match.group()).toList();
    if (log == null || codes.isEmpty()) {
      return;
    }
    Path file = Path.of(log + SUFFIX);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (!begun) {
        Files.deleteIfExists(file); // Of an earlier run.
        begun = true;
      }
      Files.write(file, codes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
