package io.marcado.bench.coldstart;

import com.amazonaws.services.lambda.crac.Core;
import java.io.PrintStream;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Runs one function as Lambda does: by the runtime's own loader, with its variables as the
 * environment of this process, and only its jar and the runtime on the class path. Prints one line
 * of what it measured, as {@link Measured} reads it.
 */
public final class FirstAnswer {
  private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();

  private FirstAnswer() {}

  /**
   * @param arguments a handler, a file whose first line is an event, and whether to prime: true or
   *     false
   */
  public static void main(String... arguments) throws Exception {
    byte[] event =
        Files.readAllLines(Path.of(arguments[1])).getFirst().getBytes(StandardCharsets.UTF_8);
    boolean primed = Boolean.parseBoolean(arguments[2]);
    PrintStream out = System.out;
    System.setOut(System.err); // The function's log.

    long start = System.nanoTime();
    long before = CLASSES.getTotalLoadedClassCount();
    LoadedFunction function = LoadedFunction.of(arguments[0]);
    long created = System.nanoTime();
    long createdClasses = CLASSES.getTotalLoadedClassCount();
    if (primed) {
      prime();
    }
    long ready = System.nanoTime();
    long readyClasses = CLASSES.getTotalLoadedClassCount();
    String answer = function.answer(event);
    long answered = System.nanoTime();
    long answeredClasses = CLASSES.getTotalLoadedClassCount();
    function.answer(event);
    long again = System.nanoTime();

    out.printf(
        Locale.ROOT,
        "MEASURED %.1f %.1f %.1f %.1f %d %d %d %s%n",
        (created - start) / 1e6,
        (ready - created) / 1e6,
        (answered - ready) / 1e6,
        (again - answered) / 1e6,
        createdClasses - before,
        readyClasses - createdClasses,
        answeredClasses - readyClasses,
        status(answer));
    System.exit(0);
  }

  /** What the runtime does before it takes the snapshot and after it was restored. */
  private static void prime() throws Exception {
    try {
      Core.getGlobalContext().beforeCheckpoint(Core.getGlobalContext());
    } catch (UnsatisfiedLinkError _) {
      // After the functions' hooks the runtime clears its DNS cache, by native code only Lambda
      // has.
    }
    Core.getGlobalContext().afterRestore(Core.getGlobalContext());
  }

  /** The HTTP status; no JSON library, so that it counts for the function alone. */
  private static String status(String answer) {
    String name = "\"statusCode\":";
    int at = answer.indexOf(name);
    return at < 0 ? "-" : answer.substring(at + name.length(), at + name.length() + 3);
  }
}
