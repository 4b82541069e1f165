package io.marcado.local.app.security;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Prepares this JVM for its tests: keeps what it writes to standard output for the log canary, and
 * the metrics of functions, which are thousands of lines, off the console; and waits long for what
 * is awaited.
 */
public final class SuiteOutput implements LauncherSessionListener {
  private static final String METRICS = "{\"_aws\"";

  private final PrintStream console = System.out;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    // What is waited for comes at once, but not on a machine that has much else to do.
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
    String log = System.getProperty("marcado.log");
    if (log == null) {
      return;
    }
    try {
      Path file = Path.of(log + ".out");
      Files.createDirectories(file.getParent());
      System.setOut(
          new PrintStream(
              new Lines(new FileOutputStream(file.toFile()), console),
              true,
              StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    String log = System.getProperty("marcado.log");
    if (log == null) {
      return;
    }
    // The stack still writes while it stops, so standard output stays as it is.
    try {
      LogCanary.keep(Path.of(log), Secrets.seen());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Passes whole lines on: all to the file, all but metrics to the console. */
  private static final class Lines extends OutputStream {
    private final OutputStream file;
    private final PrintStream console;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(OutputStream file, PrintStream console) {
      this.file = file;
      this.console = console;
    }

    @Override
    public synchronized void write(int character) throws IOException {
      line.write(character);
      if (character == '\n') {
        line.writeTo(file);
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (!text.startsWith(METRICS)) {
          console.print(text);
        }
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      for (int i = offset; i < offset + length; i++) {
        write(bytes[i]);
      }
    }
  }
}
