package io.marcado.local.app.messaging;

import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The whole product on disk in a JVM of its own, which a test can kill. */
final class StackProcess implements AutoCloseable {
  private static final String READY = "ready at ";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Process process;
  private final String origin;

  private StackProcess(Process process, String origin) {
    this.process = process;
    this.origin = origin;
  }

  /** Returns when the stack is ready. */
  static StackProcess start(Path folder) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    try {
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-Xmx512m",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow",
                  "-Dmarcado.root=" + System.getProperty("marcado.root", ""),
                  "-Dmarcado.log=" + log(),
                  "-cp",
                  classPath,
                  StackProcess.class.getName(),
                  folder.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(READY)) {
          Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
          return new StackProcess(process, line.substring(READY.length()));
        }
      }
      throw new IllegalStateException("The stack's process ended");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Beside the log of the tests, where the log canary finds it. */
  private static String log() {
    Path tests = Path.of(System.getProperty("marcado.log", "target/tests.log"));
    return tests.resolveSibling("stack-process-" + NUMBER.incrementAndGet() + ".log").toString();
  }

  String origin() {
    return origin;
  }

  /** SIGKILL: nothing in that process gets a chance to finish. */
  void kill() {
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

  @Override
  public void close() {
    kill();
  }

  /**
   * The process itself.
   *
   * @param arguments the folder
   */
  public static void main(String... arguments) throws IOException {
    LocalStack stack =
        LocalStack.start(Options.inMemory().withStorage(Storage.inFolder(Path.of(arguments[0]))));
    System.out.println(READY + stack.origin());
    while (System.in.read() >= 0) {
      // Until the test that started this is gone.
    }
    Runtime.getRuntime().halt(1);
  }
}
