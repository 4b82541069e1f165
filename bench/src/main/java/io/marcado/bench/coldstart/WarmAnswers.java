package io.marcado.bench.coldstart;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Calls one function thousands of times, as an instance of Lambda that stays warm. Prints a line
 * for each thousand: the processor time of the calling thread per call, in milliseconds.
 */
public final class WarmAnswers {
  static final String MARK = "THOUSAND ";
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private WarmAnswers() {}

  /**
   * @param arguments a handler, a file with an event, and how many thousand calls
   */
  public static void main(String... arguments) throws Exception {
    byte[] event = Files.readAllBytes(Path.of(arguments[1]));
    PrintStream out = System.out;
    System.setOut(new PrintStream(PrintStream.nullOutputStream())); // The function's log.
    LoadedFunction function = LoadedFunction.of(arguments[0]);
    for (int thousand = 0; thousand < Integer.parseInt(arguments[2]); thousand++) {
      long began = THREADS.getCurrentThreadCpuTime();
      for (int call = 0; call < 1_000; call++) {
        function.answer(event);
      }
      out.printf(Locale.ROOT, "%s%.2f%n", MARK, (THREADS.getCurrentThreadCpuTime() - began) / 1e9);
    }
    System.exit(0);
  }
}
