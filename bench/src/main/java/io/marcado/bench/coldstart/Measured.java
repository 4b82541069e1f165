package io.marcado.bench.coldstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What {@link FirstAnswer} measured. Times in milliseconds.
 *
 * @param createMillis until the handler object was there
 * @param primeMillis what priming took
 * @param firstMillis the first answer
 * @param secondMillis the second answer
 * @param createClasses loaded for the handler object
 * @param primeClasses loaded by priming
 * @param firstClasses loaded by the first answer
 * @param status of the first answer
 */
record Measured(
    double createMillis,
    double primeMillis,
    double firstMillis,
    double secondMillis,
    int createClasses,
    int primeClasses,
    int firstClasses,
    String status) {
  private static final String MARK = "MEASURED ";

  /**
   * Measures in a fresh JVM.
   *
   * @throws IllegalStateException when the function refuses
   */
  static Measured of(Subject subject, Samples samples, boolean primed, Path folder)
      throws IOException, InterruptedException {
    String output =
        FunctionProcess.run(
            subject,
            folder,
            List.of(samples.event(subject.name())),
            FirstAnswer.class,
            String.valueOf(primed));
    Measured measured = in(output);
    if (!measured.status().startsWith("2")) {
      throw new IllegalStateException(
          subject.handler() + " answered " + measured.status() + ": " + output);
    }
    return measured;
  }

  /** Reads the line among whatever else was printed. */
  private static Measured in(String output) {
    String line =
        output
            .lines()
            .filter(one -> one.startsWith(MARK))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("nothing measured: " + output));
    String[] values = line.substring(MARK.length()).split(" ");
    return new Measured(
        Double.parseDouble(values[0]),
        Double.parseDouble(values[1]),
        Double.parseDouble(values[2]),
        Double.parseDouble(values[3]),
        Integer.parseInt(values[4]),
        Integer.parseInt(values[5]),
        Integer.parseInt(values[6]),
        values[7]);
  }

  /** The middle of several. */
  static double median(List<Measured> runs, ToDoubleFunction<Measured> value) {
    double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
