package io.marcado.platform.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.marcado.platform.lambda.FunctionHost;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Where log lines and metrics go: one JSON object a line to standard output, which Lambda keeps. A
 * test suite names a file instead, by the system property {@value #FILE_PROPERTY}.
 */
final class LogLines {
  static final String FILE_PROPERTY = "marcado.log";

  private static final JsonFactory JSON = new JsonFactory();
  private static final InstantSource CLOCK = FunctionHost.process().clock();
  private static final @Nullable PrintStream FILE = file();

  private LogLines() {}

  /** Writes the fields of one line. */
  interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** When a line is written, by the clock of the process, since the lines of all functions meet. */
  static Instant now() {
    return CLOCK.instant();
  }

  /** Prints a line. */
  static void print(String line) {
    (FILE == null ? System.out : FILE).println(line);
  }

  /** One object, without the end of the line. */
  static String line(Fields fields) {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes everything", e);
    }
    return line.toString();
  }

  private static @Nullable PrintStream file() {
    String name = System.getProperty(FILE_PROPERTY);
    if (name == null) {
      return null;
    }
    try {
      Files.createDirectories(Path.of(name).toAbsolutePath().getParent());
      return new PrintStream(new FileOutputStream(name), true, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
