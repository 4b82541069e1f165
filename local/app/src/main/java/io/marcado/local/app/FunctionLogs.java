package io.marcado.local.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where functions' standard output goes: log lines and metrics, one JSON object each, which on
 * Lambda end up in CloudWatch.
 */
final class FunctionLogs {
  private static final long ROTATE_AT = 20L * 1024 * 1024;

  private FunctionLogs() {}

  /**
   * From now on into {@code log/functions.log} of the folder; the older half is functions.1.log.
   */
  static Path toFile(Path folder) throws IOException {
    Path file = folder.resolve("log").resolve("functions.log");
    Files.createDirectories(folder.resolve("log"));
    if (Files.exists(file) && Files.size(file) > ROTATE_AT) {
      Files.move(file, file.resolveSibling("functions.1.log"), StandardCopyOption.REPLACE_EXISTING);
    }
    redirect(
        new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8));
    return file;
  }

  /**
   * From now on to standard error, so that standard output has nothing but the command's result.
   */
  static void toStandardError() {
    redirect(System.err);
  }

  private static void redirect(PrintStream stream) {
    System.setOut(stream);
    // DynamoDB Local brings a log4j2.xml too, and which one comes first is not ours to say.
    if (System.getProperty("log4j2.configurationFile") == null) {
      System.setProperty("log4j2.configurationFile", "log4j2-marcado-local.xml");
    }
  }
}
