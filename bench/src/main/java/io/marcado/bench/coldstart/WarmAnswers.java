package io.marcado.bench.coldstart;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Calls one function many times, as an instance of Lambda that stays warm. Prints a line for each
 * thousand: the processor time of the calling thread per call, in milliseconds.
 */
public final class WarmAnswers {
  static final String MARK = "THOUSAND ";

  /** Stands in an event for eight digits that no two calls share. */
  static final String NUMBER = "NNNNNNNN";

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private WarmAnswers() {}

  /**
   * @param arguments a handler, a file with an event a line, of which the calls take one after the
   *     other, and how many calls
   */
  public static void main(String... arguments) throws Exception {
    List<String> events = Files.readAllLines(Path.of(arguments[1]));
    int calls = Integer.parseInt(arguments[2]);
    PrintStream out = System.out;
    System.setOut(new PrintStream(PrintStream.nullOutputStream())); // The function's log.
    LoadedFunction function = LoadedFunction.of(arguments[0]);
    long spent = 0;
    for (int call = 1; call <= calls; call++) {
      byte[] event =
          events
              .get(call % events.size())
              .replace(NUMBER, "%08d".formatted(10_000_000 + call))
              .getBytes(StandardCharsets.UTF_8);
      long began = THREADS.getCurrentThreadCpuTime();
      String answer = function.answer(event);
      spent += THREADS.getCurrentThreadCpuTime() - began;
      if (!answer.contains("\"statusCode\":2")) {
        throw new IllegalStateException(answer);
      }
      if (call % 1_000 == 0) {
        out.printf(Locale.ROOT, "%s%.2f%n", MARK, spent / 1e9);
        spent = 0;
      }
    }
    System.exit(0);
  }
}
