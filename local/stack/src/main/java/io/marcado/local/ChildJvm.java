package io.marcado.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own with the class path of this one, which a test can kill. Its main class tells by
 * {@link #tell} and listens on its standard input, which ends with this process.
 */
public final class ChildJvm implements AutoCloseable {
  private static final String MARK = "## ";
  private static final String END = MARK + "end";
  private static final String OVER = "";

  private final Process process;
  private final BlockingQueue<String> marked = new LinkedBlockingQueue<>();
  private final PrintStream input;

  private ChildJvm(Process process) {
    this.process = process;
    this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    Thread.ofPlatform().daemon().name("output-" + process.pid()).start(this::read);
  }

  /** All the time: a JVM whose output nobody reads stands still after 64 KiB. */
  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(MARK)) {
          marked.add(line);
        } else {
          System.err.println(line);
        }
      }
    } catch (IOException _) {
      // It was killed.
    }
    marked.add(OVER);
  }

  /**
   * Starts the main method of a class.
   *
   * @param properties system properties of the new JVM
   */
  public static ChildJvm start(Class<?> main, Map<String, String> properties, String argument) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    properties.forEach((name, value) -> command.add("-D%s=%s".formatted(name, value)));
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", classPath, main.getName(), argument));
    try {
      return new ChildJvm(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the new JVM: tells the one that started it these lines, at once. */
  public static void tell(List<String> lines) {
    lines.forEach(line -> System.out.println(MARK + line));
    System.out.println(END);
  }

  /** Sends a line to the new JVM. */
  public void send(String line) {
    input.println(line);
  }

  /**
   * Waits for the lines that the new JVM tells next.
   *
   * @throws IllegalStateException when it has ended
   */
  public List<String> told() {
    List<String> lines = new ArrayList<>();
    try {
      for (String line = marked.take(); !line.equals(OVER); line = marked.take()) {
        if (line.equals(END)) {
          return lines;
        }
        lines.add(line.substring(MARK.length()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException("The JVM ended");
  }

  /** SIGKILL: nothing in that JVM gets a chance to finish. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("It does not die");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
