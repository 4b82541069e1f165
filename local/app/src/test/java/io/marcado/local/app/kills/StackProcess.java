package io.marcado.local.app.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.ChildJvm;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.client.Reply;
import io.marcado.local.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The whole product on disk in a JVM of its own, which a test can kill. */
final class StackProcess implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final ChildJvm jvm;
  private final String origin;

  private StackProcess(ChildJvm jvm) {
    this.jvm = jvm;
    this.origin = jvm.told().getFirst();
  }

  /** Returns when the stack is ready. */
  static StackProcess start(Path folder) {
    return new StackProcess(
        ChildJvm.start(
            StackProcess.class,
            Map.of("marcado.root", System.getProperty("marcado.root", ""), "marcado.log", log()),
            folder.toString()));
  }

  /** Beside the log of the tests, where the log canary finds it. */
  private static String log() {
    Path tests = Path.of(System.getProperty("marcado.log", "target/tests.log"));
    return tests.resolveSibling("stack-process-" + NUMBER.incrementAndGet() + ".log").toString();
  }

  String origin() {
    return origin;
  }

  /** A cold process on a busy machine may be too slow at first, or says so: send it again. */
  static Reply answered(Supplier<Reply> request) {
    for (int again = 0; again < 10; again++) {
      try {
        Reply reply = request.get();
        if (reply.status() != 503) {
          return reply;
        }
      } catch (UncheckedIOException e) {
        assertThat(e).hasCauseInstanceOf(HttpTimeoutException.class);
      }
    }
    return request.get();
  }

  @Override
  public void close() {
    jvm.close();
  }

  /**
   * The process itself.
   *
   * @param arguments the folder
   */
  public static void main(String... arguments) throws IOException {
    LocalStack stack =
        LocalStack.start(Options.inMemory().withStorage(Storage.inFolder(Path.of(arguments[0]))));
    ChildJvm.tell(List.of(stack.origin().toString()));
    while (System.in.read() >= 0) {
      // Until the test that started this is gone.
    }
    Runtime.getRuntime().halt(1);
  }
}
